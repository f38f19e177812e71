import { commandsToRun, decodeClixml, type PipelineCommand, PsrpError } from '../../../psrp/index.ts';
import type { DataPacket } from '../../../psrp/outofproc/index.ts';
import { MessageWatch } from './message-watch.ts';

/** What PowerShell sends to open a pipeline is kept here until it is known what it asks the server to run. */
export class Customs {
  readonly #sent = new MessageWatch();
  readonly #kept: DataPacket[] = [];

  /** The commands, once they have come whole; none where only metadata are asked for. Throws PsrpError, ClixmlError. */
  push(packet: DataPacket): readonly PipelineCommand[] | undefined {
    this.#kept.push(packet);
    const [message] = this.#sent.push(packet.bytes);
    if (!message) return undefined;
    if (message.type === 'GET_COMMAND_METADATA') return [];
    if (message.type === 'CREATE_PIPELINE') return commandsToRun(decodeClixml(message.data));
    throw new PsrpError('state', `PowerShell opened a pipeline by ${message.type}.`);
  }

  /** What was kept, in its order. */
  release(): readonly DataPacket[] {
    return this.#kept.splice(0);
  }
}
