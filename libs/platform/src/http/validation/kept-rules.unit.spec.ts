import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage, IsEmail, IsString } from 'class-validator';
import { keepRules } from './kept-rules.js';

class Named {
  @IsString() name?: string;
}

class Reachable extends Named {
  @IsEmail() email?: string;
}

class Grouped {
  @IsString({ groups: ['one'] }) first?: string;
  @IsString({ groups: ['other'] }) second?: string;
}

/** The storage of all rules, with how often it was asked for those of a class. */
function kept() {
  const all = getMetadataStorage();
  const asked: unknown[] = [];
  const storage: Parameters<typeof keepRules>[0] = {
    getTargetValidationMetadatas: (...given) => {
      asked.push(given[0]);
      return all.getTargetValidationMetadatas(...given);
    },
    groupByPropertyName: (rules) => all.groupByPropertyName(rules),
  };
  keepRules(storage);
  return { storage, asked };
}

function fieldsOf({ storage }: ReturnType<typeof kept>, target: new () => object, groups?: string[]) {
  const rules = storage.getTargetValidationMetadatas(target, '', false, false, groups);
  return Object.keys(storage.groupByPropertyName(rules)).toSorted();
}

describe('The rules of request classes', () => {
  it('are looked for once, those of a parent as well', () => {
    const rules = kept();
    for (let turn = 0; turn < 2; turn += 1) {
      expect(fieldsOf(rules, Reachable)).toEqual(['email', 'name']);
      expect(fieldsOf(rules, Named)).toEqual(['name']);
    }
    expect(rules.asked).toEqual([Reachable, Named]);
  });

  it('are not kept for groups', () => {
    const rules = kept();
    expect(fieldsOf(rules, Grouped)).toEqual(['first', 'second']);
    expect(fieldsOf(rules, Grouped, ['one'])).toEqual(['first']);
    expect(fieldsOf(rules, Grouped, ['other'])).toEqual(['second']);
  });
});
