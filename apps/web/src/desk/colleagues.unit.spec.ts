import { describe, expect, it } from '@jest/globals';
import { colleaguesIn } from './colleagues.js';

const HANA = { person: '0hana0000000', name: 'Hana Handler', standing: 'active' } as const;
const REZA = { person: '0reza0000000', name: 'رضا کریمی', standing: 'invited' } as const;
const LEFT = { person: '0left0000000', name: 'Lee Left', standing: 'disabled' } as const;
const ERASED = { person: '0gone0000000', standing: 'disabled' } as const;

describe('Colleagues', () => {
  const { nameOf, personOf, working } = colleaguesIn([HANA, REZA, LEFT, ERASED], 'en');

  it('are shown by name, also when they have left, and by id when nothing else is known of them', () => {
    expect([HANA, REZA, LEFT, ERASED].map(({ person }) => nameOf(person))).toEqual([
      'Hana Handler',
      'رضا کریمی',
      'Lee Left',
      '0gone0000000',
    ]);
    expect(nameOf('sub-of-another-issuer')).toBe('sub-of-another-issuer');
  });

  it('are found by name, however it was typed', () => {
    expect(personOf('  hana  HANDLER ')).toBe(HANA.person);
    expect(personOf('رضا کریمی')).toBe(REZA.person);
    expect(personOf(' hana ')).toBe('hana');
  });

  it('are offered while they have an account, in the order of their names', () => {
    expect(working).toEqual([
      { person: HANA.person, name: 'Hana Handler' },
      { person: REZA.person, name: 'رضا کریمی' },
    ]);
  });

  it('who share a name are told apart by their ids, and nobody is meant by the name alone', () => {
    const other = { ...HANA, person: '0other000000', name: 'hana handler' };
    const both = colleaguesIn([HANA, other], 'en');
    const shown = [HANA, other].map(({ person }) => both.nameOf(person));
    expect(shown).toEqual(['Hana Handler (0hana0000000)', 'hana handler (0other000000)']);
    expect(shown.map((name) => both.personOf(name))).toEqual([HANA.person, other.person]);
    expect(both.personOf('Hana Handler')).toBe('Hana Handler');
  });
});
