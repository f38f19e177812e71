import { viewOf } from '../../app/screen/store.ts';
import { type HostAnswer, type HostPrompt, plainLabel, type Secret } from '../../domain/index.ts';
import { PsObject, PsText } from '../../objects/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { type Field, Fields, secretField, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';
import { stacked } from './stacked.ts';

type Asked = Exclude<HostPrompt, { kind: 'choice' }>;

/** A server's question for texts: fields by name, a line, or a user with a password. */
export class HostFieldsDialog extends FormDialog {
  protected override readonly form = 'question';
  readonly #connection: string;
  readonly #prompt: Asked;
  /** What stood last in the transcript when a line was asked for: the words of Read-Host. */
  readonly #said: string;
  protected override readonly fields: Fields;

  constructor(context: DialogContext, connection: string, prompt: Asked) {
    super(context);
    this.#connection = connection;
    this.#prompt = prompt;
    const transcript = viewOf(this.state, connection)?.transcript;
    const last = transcript?.line(transcript.end - 1);
    this.#said = last?.kind === 'output' ? last.text : '';
    this.fields = new Fields(fieldsOf(prompt), prompt.kind === 'credential' && prompt.user !== '' ? 1 : 0);
  }

  override get scopes() {
    return [...super.scopes, 'anywhere'] as const;
  }

  protected override accept(): undefined {
    if (this.fields.isLast) this.app.answerDialog(this.id, { kind: 'hostPrompt', answer: this.#answer() });
    else this.fields.move(1);
  }

  #answer(): HostAnswer {
    const values = new Map(this.fields.all.map((field) => [field.name, valueIn(field)]));
    if (this.#prompt.kind === 'fields') return { kind: 'fields', values };
    if (this.#prompt.kind === 'line') return { kind: 'line', text: values.get('line') ?? '' };
    const credential = { user: values.get('user') as string, password: values.get('password') as Secret };
    return { kind: 'credential', credential };
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 72);
    const height = rows - 2;
    const isOurs = this.#prompt.kind === 'fields' && this.#prompt.confirms !== undefined;
    const texts =
      this.#prompt.kind === 'line' ? [this.#prompt.words ?? this.#said] : [this.#prompt.caption, this.#prompt.message];
    const message = texts
      .filter((part) => part.trim() !== '')
      .flatMap((part) => wrap(part, width - 8, 'words', rows))
      .map(serversRow);
    const said = isOurs ? weAsk(this.#connection) : whoAsks(this.#connection, this.#prompt.asker);
    const needed = message.length + this.fields.picture(width - 2).rows.length;
    const whole = wrap(said.whole, width - 6, 'words', 4);
    const isShort = whole.length > height / 4 && whole.length + needed > height;
    const whose = !isShort ? whole : wrap(said.short, width - 6, 'words', 2);
    const sentence = whose.map((row) => line('  ', span(row, 'caution')));
    // Whose question it is stands there before anything else.
    const most = Math.max(1, height - whose.length - Math.min(2, message.length));
    const fields = this.fields.picture(width - 2, most);
    const hasRoom = height - whose.length - message.length - fields.rows.length >= 2;
    const text = message.length === 0 ? sentence : [...sentence, ...(hasRoom ? [emptyLine] : []), ...message];
    const help =
      this.#prompt.kind === 'fields'
        ? (this.#prompt.fields[this.fields.all.indexOf(this.fields.current)]?.help ?? '')
        : '';
    const remark = help === '' ? [] : wrap(help, width - 8, 'words', 2).map(serversRow);
    const picture = stacked({ text, answer: fields.rows, remark }, height);
    const more = moreText(fields.hidden, ' ');
    return {
      title: isOurs ? `Change ${this.#connection}?` : `${this.#connection} asks`,
      ...(more === '' ? {} : { note: [span(more, 'quiet')] }),
      width,
      rows: picture.rows,
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + picture.answerAt },
    };
  }
}

/** Stands first, outside the mark of the server's words, so that no server can ask in exterm's name. */
function whoAsks(connection: string, asker: Asked['asker']): Said {
  if (asker === 'line') {
    return {
      whole: 'Your line asks for this on this computer; exterm itself does not. It goes where the line takes it.',
      short: 'Your line asks, not exterm.',
    };
  }
  if (asker === 'powershell') {
    return {
      whole: `A command in the PowerShell of ${connection} asks for this; exterm itself does not. What you type may go to the server.`,
      short: 'A command asks, not exterm. What you type may go to the server.',
    };
  }
  return {
    whole: `A command on ${connection} asks for this; exterm itself does not. What you type goes to the server.`,
    short: 'The server asks, not exterm. What you type goes there.',
  };
}

/** Nothing has gone to the server yet. */
function weAsk(connection: string): Said {
  return {
    whole: `${connection} is marked so that exterm asks before a change. Nothing has been sent yet.`,
    short: 'exterm asks before a change. Nothing has been sent.',
  };
}

interface Said {
  readonly whole: string;
  /** For a window that has no room for the whole. */
  readonly short: string;
}

/** A row of the server's words; no text of a server can leave the mark at its left. */
function serversRow(text: string): Line {
  return line('  ', span('│ ', 'quiet'), span(text, 'quiet'));
}

function fieldsOf(prompt: Asked): readonly Field[] {
  if (prompt.kind === 'line') return [prompt.secret ? secretField('line', 'Secret') : textField('line', 'Line')];
  if (prompt.kind === 'credential')
    return [textField('user', 'User', prompt.user), secretField('password', 'Password')];
  return prompt.fields.map(({ name, label, secret, defaultValue }) => {
    const shown = plainLabel(label === '' ? name : label);
    return secret ? secretField(name, shown) : textField(name, shown, defaultText(defaultValue));
  });
}

function defaultText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof PsObject || value instanceof PsText) return value.text ?? '';
  return typeof value === 'object' ? '' : String(value);
}

function valueIn(field: Field): string | Secret {
  if (field.kind === 'secret') return field.field.take();
  return field.kind === 'text' ? field.field.text : '';
}
