/** Lets many read at once, and whoever writes do so alone; in the order in which they ask. */
export class Turns {
  #writing: Promise<unknown> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();

  shared<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(work);
    this.#reading = Promise.allSettled([this.#reading, result]);
    return result;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    const result = Promise.all([this.#writing, this.#reading]).then(work);
    this.#writing = result.catch(() => undefined);
    return result;
  }
}
