import {
  type Authentication,
  authentications,
  type Connection,
  cmdletNameProblem,
  connectionNameProblem,
  type EngineChoice,
  engineChoices,
  exchangeConfigurationName,
  exchangeUrl,
  findConnection,
  listedNames,
  mostRedirectHosts,
  redirectHostProblem,
  serverProblem,
  spnProblem,
  urlProblem,
} from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import type { EditOperation } from '../text/line-editor.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';
import { choiceField, Fields, textField } from './fields.ts';

const no = 'no';
const allowed = 'allowed';

/** Adds a connection or changes one. What is wrong stands at the field it belongs to. */
export class ConnectionForm extends DialogBase {
  readonly #existing: Connection | undefined;
  readonly #fields: Fields;
  #problem = '';
  #saving = false;

  constructor(context: DialogContext, existing: string | undefined) {
    super(context);
    const saved = existing === undefined ? undefined : findConnection(this.state.connections, existing);
    this.#existing = saved;
    const isReal = saved?.sandboxServer === undefined;
    const server = isReal
      ? [textField('server', 'Server or URL', saved ? shortServer(saved.url) : '', 'such as mailbox01.contoso.com')]
      : [];
    const way = [
      textField('spn', 'Service name', saved?.servicePrincipalName ?? '', "HTTP/<host>; empty: the server's own"),
      choiceField('delegate', 'Delegation', [no, allowed], saved?.delegate ? allowed : no),
      textField(
        'redirects',
        'May redirect to',
        saved?.redirectHosts?.join(', ') ?? '',
        'hosts, by commas; empty: none',
      ),
      textField('caFile', 'CA file', saved?.caFile ?? '', 'path of a PEM file, for https'),
    ];
    this.#fields = new Fields([
      textField('name', 'Name', saved?.name ?? '', 'such as ex01'),
      ...server,
      textField('user', 'User', saved?.user ?? '', 'name@domain; empty: asked for'),
      choiceField('authentication', 'Authentication', authentications, saved?.authentication ?? 'Kerberos'),
      choiceField('engine', 'Engine', engineChoices, saved?.engine ?? 'auto'),
      textField('idle', 'Close when idle', saved?.closeAfterIdleMinutes?.toString() ?? '', 'minutes; empty: never'),
      choiceField('basic', 'Basic over http', [no, allowed], saved?.allowBasicOverHttp ? allowed : no),
      {
        ...textField('cmdlets', 'Cmdlets', saved?.cmdlets?.join(', ') ?? '', 'names, * and ?, by commas; empty: all'),
        group: 'Where the usual does not fit',
      },
      ...(isReal ? way : []),
    ]);
  }

  get scopes() {
    return this.#fields.current.kind === 'choice'
      ? (['form', 'choice', 'dialog'] as const)
      : (['form', 'dialog', 'field'] as const);
  }

  protected override run(commandId: string): void {
    const [kind, action] = commandId.split('.') as [string, string];
    if (kind === 'edit') this.#fields.edit(action as EditOperation);
    else if (commandId === 'form.next') this.#fields.move(1);
    else if (commandId === 'form.previous') this.#fields.move(-1);
    else if (commandId === 'form.change') this.#fields.change(-1);
    else if (commandId === 'form.changeNext') this.#fields.change(1);
    else if (commandId === 'form.accept') void this.#save();
  }

  protected override typed(text: string): void {
    this.#problem = '';
    this.#fields.type(text);
  }

  async #save(): Promise<void> {
    if (this.#saving || !this.#check()) return;
    this.#saving = true;
    const problem = await this.app.saveConnection(this.#connection(), this.#existing?.name);
    this.#saving = false;
    this.#problem = problem ?? '';
    if (problem === undefined) this.app.closeDialog(this.id);
    this.changed();
  }

  /** Puts every problem at its field and the cursor at the first; true where there is none. */
  #check(): boolean {
    const problems: Readonly<Record<string, string | undefined>> = {
      name: this.#nameProblem(),
      server: this.#serverProblem(),
      idle: idleProblem(this.#fields.value('idle')),
      cmdlets: firstProblem(listedNames(this.#fields.value('cmdlets')), cmdletNameProblem),
      spn: firstProblem([this.#text('spn')].filter(Boolean), spnProblem),
      redirects: redirectsProblem(listedNames(this.#fields.value('redirects'))),
      caFile: this.#text('caFile') === this.#existing?.caFile ? undefined : caFileProblem(this.#text('caFile')),
    };
    for (const field of this.#fields.all) field.problem = problems[field.name];
    const first = this.#fields.all.find((field) => field.problem !== undefined);
    if (first) this.#fields.focus(first.name);
    return first === undefined;
  }

  #nameProblem(): string | undefined {
    const name = this.#text('name');
    const other = findConnection(this.state.connections, name);
    if (other && other.name !== this.#existing?.name) return `There is a connection ${other.name} already.`;
    return connectionNameProblem(name);
  }

  #serverProblem(): string | undefined {
    if (this.#existing?.sandboxServer !== undefined) return undefined;
    const server = this.#text('server');
    if (server === '') return "The server's full name, or the whole connection URI.";
    if (server.includes('/')) return urlProblem(server);
    return serverProblem(server) && `"${server}" is neither a server's full name nor a URL.`;
  }

  #text(name: string): string {
    return this.#fields.value(name).trim();
  }

  #connection(): Connection {
    const {
      user: _user,
      closeAfterIdleMinutes: _idle,
      allowBasicOverHttp: _basic,
      cmdlets: _cmdlets,
      servicePrincipalName: _spn,
      delegate: _delegate,
      redirectHosts: _hosts,
      caFile: _caFile,
      ...kept
    } = this.#existing ?? {};
    const server = this.#text('server');
    const user = this.#text('user');
    const idle = this.#text('idle');
    const cmdlets = listedNames(this.#fields.value('cmdlets'));
    const redirectHosts = listedNames(this.#fields.value('redirects').toLowerCase());
    const servicePrincipalName = this.#text('spn');
    const caFile = this.#text('caFile');
    return {
      configurationName: exchangeConfigurationName,
      ...kept,
      name: this.#text('name'),
      url: server === '' ? (this.#existing?.url ?? '') : server.includes('/') ? server : exchangeUrl(server),
      authentication: this.#fields.value('authentication') as Authentication,
      engine: this.#fields.value('engine') as EngineChoice,
      ...(user === '' ? {} : { user }),
      ...(idle === '' ? {} : { closeAfterIdleMinutes: Number(idle) }),
      ...(this.#fields.value('basic') === allowed ? { allowBasicOverHttp: true } : {}),
      ...(cmdlets.length === 0 ? {} : { cmdlets }),
      ...(servicePrincipalName === '' ? {} : { servicePrincipalName }),
      ...(this.#fields.value('delegate') === allowed ? { delegate: true } : {}),
      ...(redirectHosts.length === 0 ? {} : { redirectHosts }),
      ...(caFile === '' ? {} : { caFile }),
    };
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    const problem = this.#problem === '' ? [] : wrap(`✗ ${this.#problem}`, width - 6, 'words');
    // Edges, and the empty rows above and below the fields.
    const fields = this.#fields.picture(width - 2, rows - 4 - problem.length);
    const { above, below } = fields.hidden;
    return {
      title: this.#existing ? `Edit ${this.#existing.name}` : 'New connection',
      ...(above + below > 0 ? { note: [span(`${above > 0 ? '↑' : ' '}${below > 0 ? '↓' : ' '} more`, 'quiet')] } : {}),
      width,
      rows: [emptyLine, ...fields.rows, emptyLine, ...problem.map((text) => line('   ', span(text, 'bad')))],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + 1 },
    };
  }
}

/** A bare server name where the URL is the one that it stands for. */
function shortServer(url: string): string {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return exchangeUrl(host) === url && serverProblem(host) === undefined ? host : url;
}

function firstProblem(texts: readonly string[], problemOf: (text: string) => string | undefined): string | undefined {
  return texts.map(problemOf).find((problem) => problem !== undefined);
}

function redirectsProblem(hosts: readonly string[]): string | undefined {
  if (hosts.length > mostRedirectHosts) return `${mostRedirectHosts} hosts at most.`;
  return firstProblem(hosts, redirectHostProblem);
}

/** exterm is started from other folders too. */
function caFileProblem(text: string): string | undefined {
  if (text === '' || /^([/\\]|[a-z]:[/\\])/i.test(text)) return undefined;
  return 'The whole path of the file, from the root on.';
}

function idleProblem(text: string): string | undefined {
  if (text.trim() === '' || /^[1-9]\d{0,3}$/.test(text.trim())) return undefined;
  return 'Whole minutes, 1 to 9999, or nothing.';
}
