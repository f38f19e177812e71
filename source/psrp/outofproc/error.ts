/** A line that is no packet, a packet at the wrong time, or a transport error that the other side reports. */
export class OutOfProcError extends Error {
  override readonly name = 'OutOfProcError';
  /** True where the other side reported it. */
  readonly isReported: boolean;
  constructor(message: string, isReported = false) {
    super(message);
    this.isReported = isReported;
  }
}
