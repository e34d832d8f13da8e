/** A stream of pseudo-random numbers; the same names give the same stream for ever. */
export interface Random {
  /** Uniform in [0, 1) */
  next(): number;
  /** Standard normal */
  normal(): number;
  between(from: number, to: number): number;
  /** Whole number in [from, to] */
  whole(from: number, to: number): number;
}

/** FNV-1a, spread by the finalizer of MurmurHash3. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const unit of text) h = Math.imul(h ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand). Every site and parameter has a stream of its own, so that adding a site leaves
 * the others as they were.
 */
export function randomOf(seed: number, ...names: readonly string[]): Random {
  const key = [seed, ...names].join('/');
  let [a, b, c, counter] = [hash(key), hash(`${key}/b`), hash(`${key}/c`), 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return {
    next,
    // Box and Muller; 1 − u keeps the logarithm finite
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    between: (from, to) => from + (to - from) * next(),
    whole: (from, to) => from + Math.floor((to - from + 1) * next()),
  };
}

/** A stationary autoregressive series with standard deviation 1. */
export function autoregressive(random: Random, length: number, persistence: number): Float64Array {
  const series = new Float64Array(length);
  const fresh = Math.sqrt(1 - persistence ** 2);
  let x = random.normal();
  for (let i = 0; i < length; i++) {
    series[i] = x;
    x = persistence * x + fresh * random.normal();
  }
  return series;
}
