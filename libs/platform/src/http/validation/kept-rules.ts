import { type getMetadataStorage } from 'class-validator';

type Storage = Pick<ReturnType<typeof getMetadataStorage>, 'getTargetValidationMetadatas' | 'groupByPropertyName'>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;
type RulesByField = ReturnType<Storage['groupByPropertyName']>;

/**
 * Has class-validator keep the rules of a class once it has found them. With each object that it validates it looks through all classes that
 * have rules for the parents of one: hundreds, in the process of all services. A class whose objects are validated is defined, so that its
 * rules are all there. Validation by groups or schemas continues as before.
 */
export function keepRules(storage: Storage): void {
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const found = new WeakMap<object, Rules>();
  const grouped = new WeakMap<Rules, RulesByField>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || always || strictGroups || groups !== undefined) {
      return find(target, schema, always, strictGroups, groups);
    }
    const known = found.get(target) ?? find(target, schema, always, strictGroups, groups);
    found.set(target, known);
    return known;
  };
  storage.groupByPropertyName = (rules) => {
    const known = grouped.get(rules) ?? group(rules);
    grouped.set(rules, known);
    return known;
  };
}
