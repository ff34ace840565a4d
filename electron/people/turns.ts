/**
 * One after the other: what is given to `take` begins when everything taken before it has ended, well or badly.
 * Deriving a key takes a while, and between its beginning and its end nobody else may open, close or re-key.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<Value>(work: () => Value | Promise<Value>): Promise<Value> {
    const turn = this.#last.then(work);
    // The queue goes on after a refusal; whoever took the turn hears of it.
    this.#last = turn.catch(() => {});
    return turn;
  }
}
