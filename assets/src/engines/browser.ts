/** The engine in this browser: a worker that is ended at once when the reader says stop. */

import type { Ask, Told } from "./worker-messages.ts";
import { type Answer, type Engine, type Progress, QueryFault, Stopped } from "./engine.ts";

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
  progress: Progress | undefined;
}

export class BrowserEngine implements Engine {
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor(
    private readonly script: string,
    private readonly dumps: string[],
  ) {}

  ask(query: string, progress?: Progress): Promise<Answer> {
    this.#worker ??= this.#started();
    const number = ++this.#number;
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, progress });
      worker.postMessage({ number, query, dumps: this.dumps } satisfies Ask);
    });
  }

  stop(): void {
    this.#end(new Stopped());
  }

  #started(): Worker {
    const worker = new Worker(this.script, { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Told>) => this.#heard(data);
    // A worker that dies (no memory, no such file) answers nothing any more.
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new QueryFault(event.message ?? "", 0, 0, "died"));
    };
    return worker;
  }

  #heard(told: Told): void {
    if (told.kind === "progress") {
      for (const each of this.#waiting.values()) each.progress?.(told);
      return;
    }
    const waiting = this.#waiting.get(told.number);
    this.#waiting.delete(told.number);
    if (told.kind === "answer") waiting?.resolve(told.answer);
    else waiting?.reject(new QueryFault(told.message, told.line, told.column, told.code));
  }

  #end(error: Error): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const each of waiting) each.reject(error);
  }
}
