/**
 * PowerShell's out-of-process framing: MS-PSRP over a stream, a line a packet, as pwsh speaks it over named pipes,
 * standard input and output, and ssh. PowerShell's own; no document of Microsoft's describes it. Without IO.
 *
 * ```ts
 * const client = new OutOfProcClient(new RunspacePoolClient({ poolId }));
 * client.open();
 * client.receive(bytes);
 * for (let event = client.nextEvent(); event; event = client.nextEvent()) …
 * for (let data = client.nextToSend(); data; data = client.nextToSend()) …write(data)
 * ```
 *
 * A server, or a relay, takes packets from a PacketReader and answers with `encodePacket`: it acknowledges every data,
 * command, signal and close packet, and nobody acknowledges its data.
 */
export { OutOfProcClient, type OutOfProcEvent } from './client.ts';
export { OutOfProcError } from './error.ts';
export { type ControlPacket, type DataPacket, encodePacket, type Packet, type PacketStream } from './packet.ts';
export { PacketReader } from './reader.ts';
