import { useAddress } from '../shared/address.ts';
import './map.css';
import { PlacesView } from './places-view.tsx';
import { TownsView } from './towns-view.tsx';

/** Towns by a figure, or what lies where. */
export function MapPage() {
  const [address] = useAddress();
  return address.get('view') === 'places' ? <PlacesView /> : <TownsView />;
}
