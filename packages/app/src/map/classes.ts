/** Steps between bounds are one of these times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round bounds of classes of one width that hold all values: 18.2 to 41 in at most 6 classes gives 15, 20, … 45. A value on
 * a bound belongs to the class above it.
 *
 * @returns the bounds ascending, one more than classes; nothing without values
 */
export function classBounds(values: readonly number[], most = 6): number[] {
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = (high - low) / most || Math.abs(high) / most || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const between = (step: number): number[] => {
    const first = Math.floor(low / step);
    const last = Math.max(Math.floor(high / step) + 1, first + 1);
    return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  };
  const all = [...STEPS, ...STEPS.map((step) => step * 10)].map((step) => between(step * power));
  return all.find((bounds) => bounds.length <= most + 1) ?? [low, high];
}
