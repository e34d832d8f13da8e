/** The processes that work on the same registry; where it is embedded, only this one. */
export interface Peers {
  /**
   * Does work that no other process does at the same time under the same name; whoever comes later waits.
   *
   * @throws QingshanError `database-unreachable` when another process may have come in between; what was done is not
   * acknowledged then
   */
  inTurn<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Tells the others something. */
  tell(message: string): Promise<void>;
  /**
   * @param told is given what another process tells; `null`: something may have been missed
   * @returns what ends the listening
   */
  hear(told: (message: string | null) => void): () => void;
}
