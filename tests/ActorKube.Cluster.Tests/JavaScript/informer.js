// An informer of the official JavaScript client follows ConfigMaps through a cluster, by the kubeconfig alone. Ends with 0 if it saw what happened.
import { KubeConfig, CoreV1Api, makeInformer } from '@kubernetes/client-node';

const config = new KubeConfig();
config.loadFromDefault();
const api = config.makeApiClient(CoreV1Api);
const namespace = 'default';
const seen = [];

const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, () => api.listNamespacedConfigMap({ namespace }));
let wake = () => {};
for (const event of ['add', 'update', 'delete'])
  informer.on(event, (item) => {
    seen.push(`${event} ${item.metadata.name}`);
    wake();
  });
informer.on('error', (error) => fail(`the informer failed: ${error}`));

function fail(why) {
  console.error(`${why}; seen: ${seen.join(', ')}`);
  process.exit(1);
}

async function until(event) {
  while (!seen.includes(event)) await new Promise((resolve) => (wake = resolve));
}

setTimeout(() => fail('not in time'), 60000);
const configMap = (name, x) => ({ metadata: { name }, data: { x } });
await api.createNamespacedConfigMap({ namespace, body: configMap('js-first', '1') });
await informer.start();
await until('add js-first');
await api.createNamespacedConfigMap({ namespace, body: configMap('js-second', '1') });
await until('add js-second');
const second = await api.readNamespacedConfigMap({ namespace, name: 'js-second' });
second.data.x = '2';
await api.replaceNamespacedConfigMap({ namespace, name: 'js-second', body: second });
await until('update js-second');
if (informer.get('js-second', namespace)?.data.x !== '2') fail('the cache of the informer is stale');
await api.deleteNamespacedConfigMap({ namespace, name: 'js-first' });
await api.deleteNamespacedConfigMap({ namespace, name: 'js-second' });
await until('delete js-second');
console.log(seen.join('\n'));
process.exit(0);
