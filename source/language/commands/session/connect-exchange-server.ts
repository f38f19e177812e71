import type { CommandDeclaration, CommandParameter } from '../command.ts';

const elsewhere = (name: string): CommandParameter => ({
  name,
  type: 'string',
  what: 'Another server, or somebody else.',
  refused: 'One session is one server: run this on a connection to the other, as in exterm run NAME.',
});

export const connectExchangeServer: CommandDeclaration = {
  name: 'Connect-ExchangeServer',
  synopsis: 'Is taken, so that scripts with it run: a session is connected from its beginning.',
  examples: [{ line: 'Connect-ExchangeServer -Auto', what: 'At the beginning of many scripts.' }],
  parameters: [
    { name: 'Auto', type: 'switch', what: 'To whichever server is the best: it is the one of the session.' },
    { name: 'AllowClobber', type: 'switch', what: 'Nothing is imported anew.' },
    { name: 'ClientApplication', type: 'string', what: 'Heeded by no one here.' },
    { name: 'ViewEntireForest', type: 'switch', what: 'Heeded by no one here: Set-ADServerSettings is the server’s.' },
    ...['ServerFqdn', 'UserName', 'Forest', 'Prefix'].map(elsewhere),
  ],
  create: () => ({}),
};
