import { child, childText, type XmlElement } from '../xml/index.ts';
import { readEnvelope } from './envelope.ts';
import { reading, WsmanError } from './errors.ts';
import { readFaultBody } from './fault.ts';
import { namespaces } from './names.ts';

/**
 * The body of the response to a request of that action, given to `read`. A fault is thrown as WsmanFault; an answer to
 * another message or of another action, or one that cannot be read, as WsmanError.
 */
export function readResponse<T>(
  source: string | Uint8Array,
  action: string,
  relatesTo: string | undefined,
  read: (body: XmlElement) => T,
): T {
  return reading('The server\u2019s answer', () => {
    const { header, body } = readEnvelope(source);
    const fault = child(body, namespaces.s, 'Fault');
    if (fault) throw readFaultBody(fault);
    const answered = childText(header, namespaces.a, 'Action');
    if (answered !== `${action}Response`) {
      throw new WsmanError(`The server answered with the action ${answered ?? '(none)'} instead of ${action}Response`);
    }
    const related = childText(header, namespaces.a, 'RelatesTo');
    if (relatesTo !== undefined && related?.toLowerCase() !== relatesTo.toLowerCase()) {
      throw new WsmanError(`The server answered to the message ${related ?? '(none)'} instead of ${relatesTo}`);
    }
    return read(body);
  });
}
