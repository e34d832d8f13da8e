import type { Edition, Figure } from '@qingshan/standards';

/** States of a construction parcel from suspicion to after-care, as the law orders them. */
export const PARCEL_STATES = [
  'suspected',
  'investigated',
  'clean',
  'detailed',
  'assessed',
  'listed',
  'measures',
  'evaluated',
  'delisted',
  'after-care',
] as const;
export type ParcelState = (typeof PARCEL_STATES)[number];

export interface ParcelStep {
  readonly state: ParcelState;
  /** Name and article */
  readonly figure: Figure;
  readonly next: readonly ParcelState[];
}

/** What the law says of a state and which states may follow it. @param law an edition of `soil-law` */
export function parcelStep(law: Edition, state: ParcelState): ParcelStep {
  const figure = law.figure('parcel-states', { state });
  return { state, figure, next: PARCEL_STATES.filter((s) => figure.values?.includes(s)) };
}

/** Land on the list of risk control and remediation may not become housing or public service (Article 61). */
export function mayBecomeHousing(state: ParcelState): boolean {
  return state === 'clean' || state === 'delisted' || state === 'after-care';
}
