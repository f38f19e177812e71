import { PsObject, type PsValue } from '../../../objects/index.ts';
import {
  encodeHostRequest,
  type HostCallContent,
  type HostRequest,
  type HostResponse,
  type PipelineServer,
  type ProgressRecord,
} from '../../../psrp/index.ts';
import type { Choice } from '../../cmdlets/types.ts';
import type { PromptForFields } from '../pipeline/endpoint.ts';
import { EndpointFailure } from './error-records.ts';

/** The client's host as one pipeline uses it: calls out, answers in. */
export class HostCalls {
  readonly #pipeline: PipelineServer;
  readonly #sent: () => void;
  readonly #ensureKey: () => Promise<void>;
  readonly #waiting = new Map<bigint, { resolve: (value: PsValue) => void; reject: (error: unknown) => void }>();

  /**
   * @param sent called after a call was queued
   * @param ensureKey resolves when secure strings can travel
   */
  constructor(pipeline: PipelineServer, sent: () => void, ensureKey: () => Promise<void>) {
    this.#pipeline = pipeline;
    this.#sent = sent;
    this.#ensureKey = ensureKey;
  }

  writeLine(text: string): void {
    this.#call(encodeHostRequest({ kind: 'write', text, newLine: true }));
  }

  popRunspace(): void {
    this.#call({ method: 'PopRunspace', parameters: [] });
  }

  writeStream(stream: 'warning' | 'verbose' | 'error', text: string): void {
    this.#call(encodeHostRequest({ kind: 'writeStream', stream, text }));
  }

  writeProgress(progress: ProgressRecord): void {
    this.#call(encodeHostRequest({ kind: 'writeProgress', sourceId: 0n, progress }));
  }

  async promptForChoice(prompt: {
    readonly caption: string;
    readonly message: string;
    readonly choices: readonly Choice[];
    readonly defaultChoice: number;
  }): Promise<number> {
    const { caption, message, defaultChoice } = prompt;
    const choices = prompt.choices.map(({ label, help }) => ({ label, helpMessage: help }));
    const value = await this.#ask({ kind: 'promptForChoice', caption, message, choices, defaultChoice });
    const index = Number(value instanceof PsObject ? value.base : value);
    return Number.isInteger(index) && index >= 0 && index < choices.length ? index : -1;
  }

  readonly promptForFields: PromptForFields = async (caption, message, fields) => {
    if (fields.some((field) => field.typeName === secureString)) await this.#ensureKey();
    const value = await this.#ask({
      kind: 'prompt',
      caption,
      message,
      fields: fields.map(({ name, typeName }) => ({
        name,
        label: '',
        helpMessage: '',
        isMandatory: true,
        parameterTypeName: typeName.slice(typeName.lastIndexOf('.') + 1),
        parameterTypeFullName: typeName,
        defaultValue: null,
      })),
    });
    const entries =
      value instanceof PsObject && value.collection?.kind === 'dictionary' ? value.collection.entries : [];
    return new Map(entries.map(([name, answer]) => [String(name).toLowerCase(), answer]));
  };

  /** An answer has come. Those to calls that nobody waits for any more are dropped. */
  settle({ callId, content }: HostResponse): void {
    const waiting = this.#waiting.get(callId);
    this.#waiting.delete(callId);
    if ('error' in content) waiting?.reject(new EndpointFailure(content.error));
    else waiting?.resolve(content.value);
  }

  /** The pipeline ends: nobody will answer any more. */
  abandon(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  #ask(request: Exclude<HostRequest, { kind: 'other' }>): Promise<PsValue> {
    return new Promise((resolve, reject) => {
      const callId = this.#call(encodeHostRequest(request));
      this.#waiting.set(callId, { resolve, reject });
    });
  }

  #call(call: HostCallContent): bigint {
    const callId = this.#pipeline.hostCall(call);
    this.#sent();
    return callId;
  }
}

const secureString = 'System.Security.SecureString';
