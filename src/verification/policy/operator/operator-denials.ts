import { type Denial, denials } from '../denial.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** What a model may not use and an operator may. */
export const allowedNames: ReadonlySet<string> = new Set(
  words(`
  select selectors logging.handlers nturl2path mmap gc faulthandler resource signal pydantic.create_model
  inspect.getmembers inspect.getmembers_static inspect.getmro tempfile.tempdir pyexpat sysconfig`),
);

const network: Denial = {
  rule: 'network-not-allowed',
  severity: 'major',
  why: 'the declaration gives the function no network, so the first connection fails',
  instead: 'Add `network: true` or a list of "host:port" to the declaration.',
};

const groups: readonly (readonly [Denial, string])[] = [
  [
    { ...denials.process, instead: 'Leave it out; functions run without a browser and without programs.' },
    'webbrowser antigravity',
  ],
  [denials.loader, 'logging.config'],
  [denials.nativeMemory, 'cffi'],
  [denials.worker, 'multiprocessing concurrent.futures.process concurrent.interpreters'],
  [denials.introspection, 'gc.get_objects gc.get_referrers gc.get_referents'],
  [
    network,
    `requests httpx aiohttp httplib2 urllib3 websocket websockets boto3 botocore aiobotocore paramiko psycopg
     psycopg2 asyncpg pymysql MySQLdb pymongo motor redis elasticsearch grpc pika kafka zmq openai anthropic
     google.cloud googleapiclient slack_sdk stripe twilio tweepy smtplib requests_oauthlib msal snowflake`,
  ],
];

/** Names that are judged otherwise than for a model. */
export const operatorDenials: ReadonlyMap<string, Denial> = new Map(
  groups.flatMap(([denial, names]) => words(names).map((name) => [name, denial] as const)),
);

/** What the policy says of a denial when an operator wrote the code: the kernel refuses these, they only don't work. */
const milder: Readonly<Record<string, Partial<Denial>>> = {
  'blocked-network': network,
  'blocked-system': { severity: 'major' },
  'blocked-deletion': { severity: 'major' },
  'no-display': { severity: 'major' },
  'restricted-member': { severity: 'major' },
  'blocked-process': { instead: 'Do the work in Python; the function’s process may not start others.' },
  introspection: { instead: 'Use the public functions of the object.' },
};

export function forOperator(denial: Denial): Denial {
  return { ...denial, ...milder[denial.rule] };
}
