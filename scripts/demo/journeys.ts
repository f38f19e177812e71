import { sandboxConnections } from '../../source/app/offered-connections.ts';
import { type Shoot, Stage } from './stage.ts';

/** Nothing is on its way to or from any of them. */
const allReady = /1 ex01 +● ready[\s\S]*2 ex02 +● ready[\s\S]*3 dr01 +● ready/;
const size = { columns: 96, rows: 26 };

/** The morning with all servers of a group: connect them, compare one line, look into the odd one, watch its queues. */
export async function morningRound(shoot: Shoot): Promise<void> {
  const grouped = sandboxConnections.map((one) => ({ ...one, groups: ['prod'] }));
  const stage = await Stage.begin(size, shoot, grouped);
  const { screen } = stage;
  await screen.press('home');
  await stage.shows(/0 of 3 open/);
  await stage.shoot(1.6);
  await screen.press('enter');
  await stage.shows(allReady);
  await stage.shoot(1.4);
  await stage.type('Get-Queue | Select-Object NextHopDomain, DeliveryType, Status');
  await screen.press('enter');
  await stage.shows(/3 of 3 have answered/);
  await stage.shows(allReady);
  await stage.shoot(2.4);

  await screen.press('ctrl+t');
  await stage.shows(/Δ differs from most/);
  await stage.shoot(2);
  await screen.press('/');
  await stage.type('dr01');
  await screen.press('enter', 'enter');
  await stage.shows(/PSComputerName/);
  await stage.shoot(1.8);
  await screen.press('escape', 'escape', 'escape');
  await stage.shows(/@prod> /);

  await screen.press('alt+3');
  await stage.type('watch 60 Get-Queue');
  await screen.press('enter');
  await stage.shows(/next in \d+ s/);
  await stage.shoot(2.2);
  await screen.press('escape', 'alt+a');
  await stage.shows(/@prod> /);
  await screen.press('f6');
  await stage.shows(/Disconnect 3 sessions/);
  await stage.shoot(1.4);
  await screen.press('enter');
  await stage.shows(/1 ex01 +○ closed[\s\S]*2 ex02 +○ closed[\s\S]*3 dr01 +○ closed/);
  await stage.shoot(2);
  await stage.end();
}

/** A change to several mailboxes: filtered, marked, tried with -WhatIf, done, and read in the record. */
export async function bulkChange(shoot: Shoot): Promise<void> {
  const stage = await Stage.begin(size, shoot);
  const { screen } = stage;
  await stage.save({
    name: 'Set office',
    description: 'Where somebody works',
    line: 'Set-Mailbox $Identity -CustomAttribute1 $Office',
    parameters: [{ name: 'Identity' }, { name: 'Office' }],
  });
  await screen.press('enter');
  await stage.shows(/1 ex01 +● ready/);
  await stage.type('Get-Mailbox -ResultSize 12 | Select-Object Name, Alias, Identity');
  await screen.press('enter');
  await stage.shows(/12 objects · \^T/);
  await stage.shoot(1.2);
  await screen.press('ctrl+t', '/');
  await stage.type('vance');
  await stage.shows(/1 of 1 \(12\)/);
  await screen.press('enter', 'space', '/', 'ctrl+u');
  await stage.type("o'b");
  await stage.shows(/1 of 1 \(12\)/);
  await screen.press('enter', 'space', 'escape');
  await stage.shows(/2 marked/);
  await stage.shoot(1.8);

  await screen.press('x');
  await stage.shows(/Run for the marked rows/);
  await stage.shoot(1.2);
  await screen.press('enter', 'down');
  await stage.type("L'Aquila");
  await stage.shoot(2);
  await screen.press('enter');
  await stage.shows(/foreach \(\$Identity in/);
  await stage.shoot(1.6);
  await screen.press('enter');
  await stage.shows(/What if: [\s\S]*What if: [\s\S]*ex01> *│/);
  await stage.answered('ex01');
  await stage.shoot(2.4);

  await screen.press('up', 'left', 'left', 'ctrl+w', 'backspace');
  await stage.shoot(1.2);
  await screen.press('enter');
  await stage.answered('ex01');
  await stage.type('Get-Mailbox -ResultSize 12 | ? CustomAttribute1 | Select-Object Name, CustomAttribute1');
  await screen.press('enter');
  await stage.shows(/2 objects · \^T/);
  await stage.shoot(2);
  await screen.press('f3');
  await stage.shows(/What was done on the servers/);
  await stage.shoot(2.6);
  await stage.end();
}
