/**
 * Worked examples of the O3 daily maximum 8-hour mean (HJ 663-2013, HJ 633-2012): the 24 hours of a day, and by hand
 * the number of windows with at least 6 hours and the largest window mean times 168.
 */
export interface Mda8Example {
  readonly id: string;
  readonly hours: readonly (number | null)[];
  readonly windows: number;
  readonly top8x168: number;
}

const FULL = [
  42, 38, 35, 30, 28, 25, 24, 30, 45, 62, 84, 105, 128, 150, 168, 181, 186, 179, 160, 138, 112, 90, 74, 61,
] as const;

/** The same day without hours `from`..`to`, every value moved by `shift`. */
function without(from: number, to: number, shift = 0): (number | null)[] {
  return FULL.map((value, i) => (i + 1 >= from && i + 1 <= to ? null : value + shift));
}

export const MDA8_EXAMPLES: readonly Mda8Example[] = [
  // Hours 13..20: 1290 / 8 = 161.25
  { id: 'M01 complete day', hours: FULL, windows: 17, top8x168: 161.25 * 168 },
  { id: 'M02 hours 1-5 missing', hours: without(1, 5), windows: 14, top8x168: 161.25 * 168 },
  { id: 'M02b hours 1-6 missing', hours: without(1, 6), windows: 13, top8x168: 161.25 * 168 },
  { id: 'M02c the same, 2 lower', hours: without(1, 6, -2), windows: 13, top8x168: 159.25 * 168 },
  // Hours 11..16, six of the window ending at 18: 816 / 6 = 136
  { id: 'M03 hours 17-24 missing', hours: without(17, 24), windows: 11, top8x168: 136 * 168 },
  { id: 'M04 the same, 80 higher', hours: without(17, 24, 80), windows: 11, top8x168: 216 * 168 },
  // Hours 15..20: 1012 / 6 = 168.67
  { id: 'M05 two peak hours missing', hours: without(13, 14), windows: 17, top8x168: 1012 * 28 },
];
