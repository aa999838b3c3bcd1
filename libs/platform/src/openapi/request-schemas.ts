import { ApiProperty } from '@nestjs/swagger';
// @ts-expect-error class-transformer publishes no types for its storage, which class-validator-jsonschema asks for.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

/** JSON Schema as far as it is looked into here. */
interface RequestSchema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** The schemas of every request class by its name, from the class-validator rules that requests are checked with. */
export function requestSchemas(): Readonly<Record<string, RequestSchema & object>> {
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: '#/components/schemas/',
    // Our own rules bring their schema along; by default they would point at a schema of their field's TypeScript type.
    additionalConverters: { [ValidationTypes.CUSTOM_VALIDATION]: {} },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
  );
}

/**
 * Tells Nest's description of the API the fields of every request class, which it needs to spell out query parameters. Without this
 * each field would have to be declared a second time.
 */
export function describeFields(): void {
  const schemas = requestSchemas();
  for (const target of requestClasses()) {
    const { properties = {}, required = [] } = schemas[target.name] ?? {};
    for (const [name, schema] of Object.entries(properties)) {
      ApiProperty({ ...schema, required: required.includes(name) })(target.prototype as object, name);
    }
  }
}

function requestClasses(): readonly { readonly name: string; readonly prototype: unknown }[] {
  const storage = getMetadataStorage() as unknown as { readonly validationMetadatas: ReadonlyMap<unknown, unknown> };
  return [...storage.validationMetadatas.keys()].filter((target) => typeof target === 'function');
}
