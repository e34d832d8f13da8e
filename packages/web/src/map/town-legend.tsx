import { useTranslation } from 'react-i18next';
import { figureText } from '../shared/format.ts';
import { BETTER, SAME, shadeOf, WORSE, type Shade } from './classes.ts';
import type { TownMap } from './map-queries.ts';
import type { Show } from './town-drawing.tsx';

export interface LegendItem {
  readonly text: string;
  readonly shade: Shade | null;
}

/** What the colours of the drawing mean; `shade` null: the hatch of no data. */
export function useLegend({ bounds, towns }: TownMap, show: Show): LegendItem[] {
  const { t } = useTranslation();
  const changes = [
    { text: t('map.better'), shade: BETTER },
    { text: t('map.same'), shade: SAME },
    { text: t('map.worse'), shade: WORSE },
  ];
  const classes = bounds.slice(0, -1).map((from, i) => ({
    text: t('map.from', { from: figureText(String(from)), to: figureText(String(bounds[i + 1] ?? '')) }),
    shade: shadeOf(i, bounds),
  }));
  const unsure = towns.rows.some((row) => row.value !== null && !row.sufficient);
  const none = unsure ? `${t('map.noData')} / ${t('map.insufficient')}` : t('map.noData');
  return [...(show === 'change' ? changes : classes), { text: none, shade: null }];
}

export function TownLegend({ map, show }: { readonly map: TownMap; readonly show: Show }) {
  const { t } = useTranslation();
  const items = useLegend(map, show);
  const { unitText } = map.towns;
  return (
    <dl className="map-legend">
      <dt>{show === 'change' || unitText === '' ? t('map.legend') : t('map.legendUnit', { unit: unitText })}</dt>
      {items.map(({ text, shade }) => (
        <dd key={text}>
          <i className={shade === null ? 'hatched' : ''} style={shade === null ? {} : { background: shade.fill }} />
          {text}
        </dd>
      ))}
    </dl>
  );
}
