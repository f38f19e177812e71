import type { Random } from '../random.ts';

export interface Person {
  readonly name: string;
  readonly displayName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly alias: string;
}

const person = (firstName: string, lastName: string, alias: string, displayName?: string): Person => {
  const name = `${firstName} ${lastName}`.slice(0, 64);
  return { name, displayName: displayName ?? name, firstName, lastName, alias };
};

/** Sign-in accounts, in the order of their role groups; the last has no role, the one before no remote PowerShell. */
export const administrators: readonly Person[] = [
  person('Mira', 'Castellanos', 'mira'),
  person('Ravi', 'Menon', 'ravi'),
  person('Vera', 'Lindqvist', 'vera'),
  person('Hal', 'Okafor', 'hal'),
  person('Nora', 'Brandt', 'nora'),
  person('Otto', 'Fiedler', 'otto'),
];

/** What a console has to bear: quotes, other scripts, combining marks, great length, and an escape sequence. */
export const awkwardPeople: readonly Person[] = [
  person('Adele', 'Vance', 'adele.vance'),
  person('Seán', "O'Brien", 'sean.obrien'),
  person('Zoë', 'Müller', 'zoe.mueller'),
  person('太郎', '山田', 'yamada.taro', '山田 太郎'),
  person('Robert', 'Tables', 'robert.tables', 'Robert "Bob" Tables'),
  person('Mallory', 'Esc', 'mallory.esc', 'Mallory \u001b[31mRed\u001b[0m\u001b]0;owned\u0007 Esc'),
  person(
    'Wilhelmina Konstantina Theodora',
    'van der Heijden-Oosterhuis zu Hohenlohe-Waldenburg',
    'wilhelmina.vdh',
    'Wilhelmina Konstantina Theodora van der Heijden-Oosterhuis zu Hohenlohe-Waldenburg-Schillingsfürst, Head of Records Management and Document Retention (Western Europe, acting)',
  ),
  person('Ame\u0301lie', 'Laurent', 'amelie.laurent'),
  person('Łukasz', 'Żółciński', 'lukasz.zolcinski'),
  person('Nguyễn Thị', 'Minh Khai', 'nguyen.minhkhai'),
  person('Íris', 'Guðmundsdóttir', 'iris.gudmundsdottir'),
];

const firstNames = (
  'Anna Ben Carla David Elena Felix Grace Hugo Ingrid Jonas Katarina Liam Maya Niklas Olivia Pavel Quentin Rosa Stefan ' +
  'Tara Ulrich Valeria Wei Ximena Yusuf Zara Aisha Bogdan Chiara Dmitri Esra Finn Gabriela Hassan Isla João Kenji ' +
  'Leïla Mateo Nadia Ørjan Priya Rémi Sofia Tomáš Ursula Viktor Wanda Yara Zoltán'
).split(' ');

const lastNames = (
  'Andersson Bauer Costa Dubois Eriksen Fischer García Hoffmann Ivanov Jensen Kowalski Larsen Moreau Novák Olsen ' +
  'Petrov Quiroga Rossi Schmidt Tanaka Ueda Varga Weber Xu Yılmaz Zhang Almeida Björk Çelik Demir Esposito Ferrari ' +
  'Gómez Horváth Ibrahim Johansson Kim López Martínez Nielsen Öberg Papadopoulos Ricci Silva Takahashi Urban Vogel ' +
  'Wójcik Young Zimmermann'
).split(' ');

const special: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ı: 'i', ð: 'd', ß: 'ss', æ: 'ae', đ: 'd' };

/** Lower case, accents off, everything else that an alias may not have as a dot. */
export function aliasOf(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[øłıðßæđ]/g, (letter) => special[letter] ?? '')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '');
}

/** An endless row of people whose names and aliases do not repeat. */
export function* people(random: Random): Generator<Person, never> {
  const seen = new Map<string, number>();
  for (;;) {
    const first = random.pick(firstNames);
    const last = random.pick(lastNames);
    const count = (seen.get(`${first} ${last}`) ?? 0) + 1;
    seen.set(`${first} ${last}`, count);
    const suffix = count > 1 ? ` ${count}` : '';
    yield person(first, `${last}${suffix}`, aliasOf(`${first} ${last}${suffix}`));
  }
}
