import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { completeOperations } from './complete-operations.js';
import { namedSchemas } from './named-schemas.js';
import { answersWithProblems, problemSchema } from './problem-schema.js';
import { describeFields, requestSchemas } from './request-schemas.js';

/** Serves the OpenAPI 3.1 document at `/api/openapi.json` and a page to read and try it at `/api/docs`, without anything from elsewhere. */
export function describeApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
}

/** The description of an application's routes. Schemas come from the rules that requests are checked with. */
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
    .build();
  describeFields();
  const document = SwaggerModule.createDocument(app, frame, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  const requests = requestSchemas();
  const paths = completeOperations(answersWithProblems(document.paths), requests);
  const answers = namedSchemas(paths);
  const schemas = { ...document.components?.schemas, ...requests, ...answers.schemas, ...problemSchema };
  return {
    ...document,
    paths: answers.paths as typeof paths,
    components: { ...document.components, schemas: schemas as typeof problemSchema },
  };
}
