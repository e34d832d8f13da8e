const tidy = (x: number): number => Number(x.toPrecision(12));

/**
 * Round bounds of a value axis around the values shown.
 *
 * @returns the greatest and least multiples of 1, 2 or 5 times a power of ten that leave about five steps between
 */
export function niceBounds(values: readonly number[]): { min: number; max: number } | null {
  if (values.length === 0) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 5));
  const step = power * ([1, 2, 5].find((factor) => factor * power * 5 >= span) ?? 10);
  return { min: tidy(Math.floor(low / step) * step), max: tidy(Math.ceil(high / step) * step) };
}
