import { describe, expect, it } from 'vitest';
import { PsText } from '../../../source/objects/index.ts';
import { encodeHostInfo } from '../../../source/psrp/host/info.ts';
import {
  consoleHost,
  decodeMessage,
  encodeClixml,
  fragmentHeaderSize,
  primitiveDictionary,
} from '../../../source/psrp/index.ts';
import { newClient, openPair, pipelineId } from '../plug.ts';

/** The expected XML with the line breaks and indents that only a reader needs taken out. */
function xml(text: string): string {
  return text.replace(/>\s+</g, '><').trim();
}

const enumTypes = (name: string) => `<T>${name}</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T>`;
const listTypes =
  '<T>System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, ' +
  'Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]</T><T>System.Object</T>';

describe('the XML of the messages (MS-PSRP 2.2.2)', () => {
  it('SESSION_CAPABILITY and INIT_RUNSPACEPOOL', () => {
    const client = newClient({
      applicationArguments: primitiveDictionary({
        PSVersionTable: primitiveDictionary({ PSVersion: new PsText('Version', '5.1') }),
      }),
    });
    const creationXml = client.open();
    const length = new DataView(creationXml.buffer, creationXml.byteOffset).getUint32(17);
    const capability = decodeMessage(creationXml.subarray(fragmentHeaderSize, fragmentHeaderSize + length));
    const init = decodeMessage(creationXml.subarray(2 * fragmentHeaderSize + length));
    const text = (data: Uint8Array) => new TextDecoder().decode(data);
    expect([capability.type, capability.destination, capability.pipelineId]).toEqual([
      'SESSION_CAPABILITY',
      'server',
      undefined,
    ]);
    expect(text(capability.data)).toBe(
      xml(`<Obj RefId="0"><MS>
        <Version N="protocolversion">2.3</Version>
        <Version N="PSVersion">2.0</Version>
        <Version N="SerializationVersion">1.1.0.1</Version>
      </MS></Obj>`),
    );
    expect([init.type, init.destination]).toEqual(['INIT_RUNSPACEPOOL', 'server']);
    expect(text(init.data)).toBe(
      xml(`<Obj RefId="0"><MS>
        <I32 N="MinRunspaces">1</I32>
        <I32 N="MaxRunspaces">1</I32>
        <Obj N="PSThreadOptions" RefId="1">
          <TN RefId="0">${enumTypes('System.Management.Automation.Runspaces.PSThreadOptions')}</TN>
          <ToString>Default</ToString><I32>0</I32>
        </Obj>
        <Obj N="ApartmentState" RefId="2">
          <TN RefId="1">${enumTypes('System.Threading.ApartmentState')}</TN>
          <ToString>Unknown</ToString><I32>2</I32>
        </Obj>
        <Obj N="HostInfo" RefId="3"><MS>
          <B N="_isHostNull">true</B>
          <B N="_isHostUINull">true</B>
          <B N="_isHostRawUINull">true</B>
          <B N="_useRunspaceHost">true</B>
        </MS></Obj>
        <Obj N="ApplicationArguments" RefId="4">
          <TN RefId="2"><T>System.Management.Automation.PSPrimitiveDictionary</T><T>System.Collections.Hashtable</T><T>System.Object</T></TN>
          <DCT><En><S N="Key">PSVersionTable</S><Obj N="Value" RefId="5"><TNRef RefId="2" />
            <DCT><En><S N="Key">PSVersion</S><Version N="Value">5.1</Version></En></DCT>
          </Obj></En></DCT>
        </Obj>
      </MS></Obj>`),
    );
  });

  it('CREATE_PIPELINE', () => {
    const { client } = openPair();
    client.createPipeline({
      pipelineId,
      commands: [{ name: 'Get-Mailbox', parameters: [{ value: 'adele' }, { name: 'Archive', value: true }] }],
    });
    const { type, data } = decodeMessage(client.nextToSend()!.bytes.subarray(fragmentHeaderSize));
    const merge = (name: string, refId: number, types: string) =>
      `<Obj N="${name}" RefId="${refId}">${types}<ToString>None</ToString><I32>0</I32></Obj>`;
    const first = `<TN RefId="3">${enumTypes('System.Management.Automation.Runspaces.PipelineResultTypes')}</TN>`;
    const again = '<TNRef RefId="3" />';
    expect(type).toBe('CREATE_PIPELINE');
    expect(new TextDecoder().decode(data)).toBe(
      xml(`<Obj RefId="0"><MS>
        <B N="NoInput">true</B>
        <Obj N="ApartmentState" RefId="1"><TN RefId="0">${enumTypes('System.Threading.ApartmentState')}</TN>
          <ToString>Unknown</ToString><I32>2</I32></Obj>
        <Obj N="RemoteStreamOptions" RefId="2"><TN RefId="1">${enumTypes('System.Management.Automation.RemoteStreamOptions')}</TN>
          <ToString>0</ToString><I32>0</I32></Obj>
        <B N="AddToHistory">false</B>
        <Obj N="HostInfo" RefId="3"><MS>
          <B N="_isHostNull">true</B><B N="_isHostUINull">true</B><B N="_isHostRawUINull">true</B><B N="_useRunspaceHost">true</B>
        </MS></Obj>
        <Obj N="PowerShell" RefId="4"><MS>
          <Obj N="Cmds" RefId="5"><TN RefId="2">${listTypes}</TN><LST>
            <Obj RefId="6"><MS>
              <S N="Cmd">Get-Mailbox</S>
              <B N="IsScript">false</B>
              <Nil N="UseLocalScope" />
              ${merge('MergeMyResult', 7, first)}
              ${merge('MergeToResult', 8, again)}
              ${merge('MergePreviousResults', 9, again)}
              ${merge('MergeError', 10, again)}
              ${merge('MergeWarning', 11, again)}
              ${merge('MergeVerbose', 12, again)}
              ${merge('MergeDebug', 13, again)}
              ${merge('MergeInformation', 14, again)}
              <Obj N="Args" RefId="15"><TNRef RefId="2" /><LST>
                <Obj RefId="16"><MS><Nil N="N" /><S N="V">adele</S></MS></Obj>
                <Obj RefId="17"><MS><S N="N">Archive</S><B N="V">true</B></MS></Obj>
              </LST></Obj>
            </MS></Obj>
          </LST></Obj>
          <B N="IsNested">false</B>
          <Nil N="History" />
          <B N="RedirectShellErrorOutputPipe">true</B>
        </MS></Obj>
        <B N="IsNested">false</B>
      </MS></Obj>`),
    );
  });

  it('RUNSPACE_AVAILABILITY and what it answers', () => {
    const { client, server } = openPair();
    const sent = (bytes: Uint8Array) => {
      const { type, data } = decodeMessage(bytes.subarray(fragmentHeaderSize));
      return [type, new TextDecoder().decode(data)];
    };
    client.request('setMaxRunspaces', 3);
    expect(sent(client.nextToSend()!.bytes)).toEqual([
      'SET_MAX_RUNSPACES',
      '<Obj RefId="0"><MS><I32 N="MaxRunspaces">3</I32><I64 N="ci">1</I64></MS></Obj>',
    ]);
    client.request('getAvailableRunspaces');
    expect(sent(client.nextToSend()!.bytes)).toEqual([
      'GET_AVAILABLE_RUNSPACES',
      '<Obj RefId="0"><MS><I64 N="ci">2</I64></MS></Obj>',
    ]);
    server.answerRequest(1n, true);
    const answer = '<Obj RefId="0"><MS><B N="SetMinMaxRunspacesResponse">true</B><I64 N="ci">1</I64></MS></Obj>';
    expect(sent(server.nextToSend()!.bytes)).toEqual(['RUNSPACE_AVAILABILITY', answer]);
    server.answerRequest(2n, 3);
    const count = '<Obj RefId="0"><MS><I32 N="SetMinMaxRunspacesResponse">3</I32><I64 N="ci">2</I64></MS></Obj>';
    expect(sent(server.nextToSend()!.bytes)).toEqual(['RUNSPACE_AVAILABILITY', count]);
  });

  it('END_OF_PIPELINE_INPUT has no content', () => {
    const { client } = openPair();
    const pipeline = client.createPipeline({ pipelineId, commands: [{ name: 'x' }], noInput: false });
    client.nextToSend();
    pipeline.endInput();
    const { type, data } = decodeMessage(client.nextToSend()!.bytes.subarray(fragmentHeaderSize));
    expect([type, data.length]).toEqual(['END_OF_PIPELINE_INPUT', 0]);
  });
});

describe('host information', () => {
  it('carries the raw user interface under the keys 0 to 9', () => {
    const text = encodeClixml(encodeHostInfo(consoleHost({ width: 80, height: 24 }, 'exterm')));
    const entries = [
      ...text.matchAll(/<I32 N="Key">(\d)<\/I32><Obj N="Value" RefId="\d+"><MS><S N="T">([^<]+)<\/S>/g),
    ].map(([, key, type]) => [Number(key), type]);
    expect(entries).toEqual([
      [0, 'System.ConsoleColor'],
      [1, 'System.ConsoleColor'],
      [2, 'System.Management.Automation.Host.Coordinates'],
      [3, 'System.Management.Automation.Host.Coordinates'],
      [4, 'System.Int32'],
      [5, 'System.Management.Automation.Host.Size'],
      [6, 'System.Management.Automation.Host.Size'],
      [7, 'System.Management.Automation.Host.Size'],
      [8, 'System.Management.Automation.Host.Size'],
      [9, 'System.String'],
    ]);
    expect(text).toContain('<MS><S N="T">System.Management.Automation.Host.Size</S><Obj N="V"');
    expect(text).toMatch(/<I32 N="width">80<\/I32><I32 N="height">24<\/I32>/);
  });
});
