import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { completeOperations, problemSchema } from './complete-operations.js';
// @ts-expect-error class-transformer publishes no types for its storage, which class-validator-jsonschema asks for.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';

/**
 * Serves the OpenAPI 3.1 document at `/api/openapi.json` and a page to read and try it at `/api/docs`, without resources from other
 * servers.
 */
export function describeApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
}

/** Builds the OpenAPI document of an application's routes. The schemas come from the validation rules of requests. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription(
      'Complaint handling, designed to support ISO 10002. Errors are RFC 9457 problem details with a stable `code`.',
    )
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Of a member of staff.' },
      'staff',
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'Of POST /api/track: an hour, one complaint.',
      },
      'complainant',
    )
    .addCookieAuth(
      'redress-session',
      {
        type: 'apiKey',
        description:
          'Of POST /api/session: a member of staff in a browser. Called __Host-redress-session where REDRESS_PUBLIC_URL is https. What is not ' +
          'a GET needs Sec-Fetch-Site: same-origin, or the own Origin.',
      },
      'session',
    )
    .build();
  describeFields();
  const document = SwaggerModule.createDocument(app, frame, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  const requests = requestSchemas();
  const paths = completeOperations(document.paths, requests);
  const answers = namedSchemas(paths);
  const schemas = { ...document.components?.schemas, ...requests, ...answers.schemas, ...problemSchema };
  return {
    ...document,
    paths: answers.paths as typeof paths,
    components: { ...document.components, schemas: schemas as typeof problemSchema },
  };
}

/** The parts of a JSON Schema that are read here. */
interface RequestSchema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** Builds the schema of every request class, by class name, from its class-validator rules. */
function requestSchemas(): Readonly<Record<string, RequestSchema & object>> {
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: '#/components/schemas/',
    // Custom rules provide their own schema; the default would refer to a schema of the field's TypeScript type.
    additionalConverters: { [ValidationTypes.CUSTOM_VALIDATION]: {} },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
  );
}

/**
 * Declares the fields of every request class to Nest's OpenAPI module, which needs them to list query parameters. Otherwise each field
 * would have to be declared twice.
 */
function describeFields(): void {
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

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

interface WithNamedSchemas {
  readonly paths: object;
  readonly schemas: Readonly<Record<string, object>>;
}

/** Moves every schema with a title out of the paths and leaves a reference, so that each is written once and has a name. */
function namedSchemas(paths: object): WithNamedSchemas {
  const schemas: Record<string, object> = {};
  const named = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(named);
    const moved = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, named(part)]));
    if (typeof moved['title'] !== 'string') return moved;
    schemas[moved['title']] = moved;
    return { $ref: `#/components/schemas/${moved['title']}` };
  };
  return { paths: named(paths as Json) as object, schemas };
}
