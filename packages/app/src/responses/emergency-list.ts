import { fieldOf, mask, type RegisterDefinition, type Value } from '@qingshan/registers';
import type { Actor, AlertResponse, Listed } from '@qingshan/campaign';
import type { Localized } from '@qingshan/kernel';
import type { BookEntry, Books } from '../registers/books.ts';
import type { ListedEnterpriseView } from '../views/index.ts';

/** The register of the emergency reduction list 应急减排清单. */
const REGISTER = 'emergency-list';
/** Its entries that enterprise and authority have confirmed are carried out under an alert. */
const CONFIRMED = 'confirmed';

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const orNothing = (value: Value | undefined): string | null => textOf(value) || null;
const numberOf = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);

function listedOf({ key, values: v }: BookEntry): Listed {
  return {
    key,
    name: textOf(v['name']),
    town: textOf(v['town']),
    authority: orNothing(v['authority']),
    industry: textOf(v['industry']),
    grade: orNothing(v['grade']),
    line: textOf(v['line']),
    measures: { yellow: textOf(v['yellow']), orange: textOf(v['orange']), red: textOf(v['red']) },
    cuts: { yellow: numberOf(v['yellowCut']), orange: numberOf(v['orangeCut']), red: numberOf(v['redCut']) },
    vehicles: textOf(v['vehicles']),
  };
}

/** The list as it stands now, to be frozen: what is confirmed, and how many entries are not. */
export async function emergencyList(books: Books): Promise<{ list: Listed[]; unconfirmed: number }> {
  const standing = await books.standing(REGISTER);
  const confirmed = standing.filter(({ values }) => values['state'] === CONFIRMED);
  const open = standing.filter(({ values }) => values['state'] === 'draft').length;
  return { list: confirmed.map(listedOf), unconfirmed: open };
}

/** Name of a performance grade, in the words of the register. */
export function gradeName(definition: RegisterDefinition, grade: string | null): Localized | null {
  const field = fieldOf(definition, 'grade');
  const word = field?.type === 'enum' ? field.words.find(({ id }) => id === grade) : undefined;
  return word ? { zh: word.zh, en: word.en } : null;
}

export function listDefinition(books: Books): RegisterDefinition {
  return books.definition(REGISTER);
}

type Contact = ListedEnterpriseView['contact'];

/** Whom to call at each enterprise, from the register as it is today and masked as the register masks it. */
export async function contactsOf(books: Books, { list }: AlertResponse, actor: Actor): Promise<Map<string, Contact>> {
  const definition = listDefinition(books);
  const wanted = new Set(list.map(({ key }) => key));
  const entries = (await books.standing(REGISTER)).filter(
    (entry) => wanted.has(entry.key) && books.sees(definition, entry, actor),
  );
  return new Map(
    entries.map((entry): [string, Contact] => {
      const { values, masked } = mask(definition, entry, actor.role);
      const [person, phone] = [textOf(values['person']), textOf(values['phone'])];
      return [entry.key, { person, phone, masked: masked.includes('person') || masked.includes('phone') }];
    }),
  );
}
