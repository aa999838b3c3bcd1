/** The same object but for some of its members: a way to make one call of a real engine fail. */
export function overriding<Target extends object>(target: Target, members: Partial<Target>): Target {
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(Object.hasOwn(members, name) ? members : object, name);
      return typeof member === 'function' ? (member.bind(object) as unknown) : member;
    },
  });
}
