/** Where in a conversation a fault strikes: by the operation of the request. */
const faultStages = [
  /** A TCP connection has been accepted. */
  'connect',
  /** Any HTTP request, before it is looked at. */
  'request',
  'create',
  /** A Receive on the pool: the negotiation's answers. */
  'pool-receive',
  'command',
  /** A Receive on a pipeline: the import, the results of a command. */
  'pipeline-receive',
  'send',
  'signal',
  'delete',
  'get',
  'enumerate',
  'pull',
] as const;
export type FaultStage = (typeof faultStages)[number];

export type Fault =
  /** The socket closes before the request is handled. */
  | { readonly kind: 'drop' }
  /** The request is handled, then the socket closes without an answer. */
  | { readonly kind: 'lose-answer' }
  /** The request is never answered. */
  | { readonly kind: 'hang' }
  /** A bare HTTP answer instead of SOAP. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** What a proxy answers for a server that it cannot reach: the request is not handled. */
  | { readonly kind: 'gateway'; readonly status: number }
  /** A WSMan fault of this code instead of the answer. */
  | { readonly kind: 'fault'; readonly code: number; readonly text: string }
  /** The answer's XML ends after this share of its bytes; HTTP is in order. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** The socket closes after this share of the answer's bytes. */
  | { readonly kind: 'cut'; readonly share: number }
  /** An answer of at least this many bytes, produced as it is read. */
  | { readonly kind: 'oversize'; readonly bytes: number }
  /** A document type with nested entities before the answer. */
  | { readonly kind: 'doctype' }
  /** Elements nested this deep around the answer. */
  | { readonly kind: 'deep'; readonly levels: number }
  | { readonly kind: 'gzip' }
  /** The answer waits this many milliseconds of the sandbox's clock. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The streams of a Receive's answer hold what is not base64. */
  | { readonly kind: 'invalid-base64' }
  /** The fragments of a Receive's answer come in the wrong order. */
  | { readonly kind: 'shuffle-fragments' }
  /** The shell is gone before the request is handled, as after a recycled application pool. */
  | { readonly kind: 'lose-shell' }
  /** The server stops listening and closes every socket, this one first. */
  | { readonly kind: 'kill-server' };

export interface FaultRule {
  readonly at: FaultStage;
  readonly fault: Fault;
  /** Only this server (`ex01`). */
  readonly server?: string;
  /** Let this many requests of the stage pass first. */
  readonly after?: number;
  /** How often it strikes; once where it is not said. */
  readonly times?: number;
}

/** Faults that a test has ordered. Without rules it costs nothing. */
export class FaultPlan {
  #rules: { readonly rule: FaultRule; passes: number; strikes: number }[] = [];
  #struck = 0;

  /** The returned function takes the rule back. */
  add(rule: FaultRule): () => void {
    const entry = { rule, passes: rule.after ?? 0, strikes: rule.times ?? 1 };
    this.#rules.push(entry);
    return () => {
      this.#rules = this.#rules.filter((candidate) => candidate !== entry);
    };
  }

  clear(): void {
    this.#rules = [];
  }

  /** How many faults have struck so far. */
  get struck(): number {
    return this.#struck;
  }

  /** The fault for this request, if one is due. */
  take(server: string, stage: FaultStage): Fault | undefined {
    for (const entry of this.#rules) {
      if (entry.rule.at !== stage || entry.strikes <= 0) continue;
      if (entry.rule.server !== undefined && entry.rule.server !== server) continue;
      if (entry.passes > 0) {
        entry.passes -= 1;
        continue;
      }
      entry.strikes -= 1;
      this.#struck += 1;
      return entry.rule.fault;
    }
    return undefined;
  }
}
