import type { Detector } from '../found.ts';
import { airflow } from './airflow.ts';
import { alembic } from './alembic.ts';
import { awsDms } from './awsDms.ts';
import { dbt } from './dbt.ts';
import { flyway } from './flyway.ts';
import { kettle } from './kettle.ts';
import { knex } from './knex.ts';
import { liquibase } from './liquibase.ts';
import { ora2pg } from './ora2pg.ts';
import { pgloader } from './pgloader.ts';
import { prisma } from './prisma.ts';
import { rails } from './rails.ts';
import { ssis } from './ssis.ts';
import { typeOrm } from './typeOrm.ts';

/** Every tool that is recognised. */
export const ALL_DETECTORS: readonly Detector[] = [flyway, liquibase, alembic, prisma, knex, typeOrm, rails, dbt, ora2pg, pgloader, awsDms, kettle, ssis, airflow];
