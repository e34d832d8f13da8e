const FIRST_CAPACITY = 1 << 14;
const FULLEST = 0.6;
const LOW_BITS = 2 ** 21;

function mixed(h: number): number {
  let x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** 53 bits of a text. */
export function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
  }
  const high = mixed(a ^ (b >>> 15));
  return (high >>> 0) * LOW_BITS + (mixed(b ^ high) >>> 11);
}

/**
 * Digests by the hashes of keys, in memory that the garbage collector does not walk: millions of keys as texts would make
 * it pause long enough for instruments to wait. Two keys with one hash look like another content under a key that is
 * taken, which is stored with a doubt, so nothing is lost by it.
 */
export class KeyTable {
  /** Hashes and 1; 0: free */
  #hashes = new Float64Array(FIRST_CAPACITY);
  #digests = new Float64Array(FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(hash: number): number | undefined {
    const slot = this.#slotOf(hash);
    return this.#hashes[slot] === 0 ? undefined : this.#digests[slot];
  }

  set(hash: number, digest: number): void {
    const slot = this.#slotOf(hash);
    if (this.#hashes[slot] === 0) {
      this.#size += 1;
      this.#hashes[slot] = hash + 1;
    }
    this.#digests[slot] = digest;
    if (this.#size > this.#hashes.length * FULLEST) this.#grow();
  }

  /** Where it stands, or would stand. */
  #slotOf(hash: number): number {
    const last = this.#hashes.length - 1;
    let slot = ((hash / LOW_BITS) >>> 0) & last;
    for (let taken = this.#hashes[slot]; taken !== 0 && taken !== hash + 1; taken = this.#hashes[slot]) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #grow(): void {
    const [hashes, digests] = [this.#hashes, this.#digests];
    this.#hashes = new Float64Array(hashes.length * 2);
    this.#digests = new Float64Array(hashes.length * 2);
    for (let i = 0; i < hashes.length; i++) {
      const taken = hashes[i] ?? 0;
      if (taken === 0) continue;
      const slot = this.#slotOf(taken - 1);
      this.#hashes[slot] = taken;
      this.#digests[slot] = digests[i] ?? 0;
    }
  }
}
