import { PsrpError } from '../errors.ts';
import { type HostResponse, voidCallId } from '../host/call.ts';
import type { HostCallContent } from '../host/encode-request.ts';
import { hostMethodByName } from '../host/methods.ts';

/** Host calls that wait for an answer; an answer to another call, or of another method, is an error. */
export class OpenHostCalls {
  private readonly methods = new Map<bigint, HostCallContent['method']>();
  private last = 0n;

  /** The id to call with; calls without a result share one. */
  register(call: HostCallContent): bigint {
    if (!hostMethodByName(call.method).expectsResponse) return voidCallId;
    this.methods.set(++this.last, call.method);
    return this.last;
  }

  settle(response: HostResponse): void {
    if (this.methods.get(response.callId) !== response.method) {
      throw new PsrpError(
        'state',
        `A host response answers call ${response.callId} of ${response.method}, which does not wait.`,
      );
    }
    this.methods.delete(response.callId);
  }
}
