using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

/// <summary>No rule may throw, whatever a client sends to whatever is there.</summary>
public sealed class AnyInputTests
{
    private static readonly string[] Names =
    [
        "apiVersion", "kind", "metadata", "spec", "status", "data", "name", "namespace", "generateName", "labels", "annotations", "finalizers", "ownerReferences", "uid",
        "resourceVersion", "creationTimestamp", "deletionTimestamp", "managedFields", "fieldsV1", "manager", "operation", "fieldsType", "f:spec", "k:{", "containers", "initContainers",
        "image", "ports", "containerPort", "protocol", "env", "value", "resources", "limits", "requests", "cpu", "replicas", "selector", "matchLabels", "matchExpressions", "key",
        "operator", "values", "template", "strategy", "volumes", "tolerations", "conditions", "type", "metrics", "behavior", "target", "resource", "involvedObject", "count",
        "$patch", "$retainKeys", "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers", "op", "path", "from", "subsets", "rules", "series", "eventTime", "",
    ];

    private static readonly string[] Texts =
    [
        "", "web", "main", "a/b", "Apply", "Update", "FieldsV1", "delete", "replace", "TCP", "2026-01-01T12:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
        "500m", "-1", "1e400", "99999999999999999999", "/spec/containers/0", "/metadata/labels/a~1b", "add", "remove", "move", "copy", "test", "$patch", "In", "Exists", "50%", "😀",
        "[{", "{\"a\":1}", "k:{\"name\":\"a\"}", "*/5 * * * *", "TZ=x * * * * *", "10.0.0.1", "::1", "a.b.c/d/e", new('x', 300), "\u0000",
    ];

    private static readonly Gen<JsonNode?> Leaves = Gen.OneOf<JsonNode?>(
        Gen.Int[0, Texts.Length - 1].Select(index => (JsonNode?)JsonValue.Create(Texts[index])),
        OneOf(0L, 1, -1, 80, long.MaxValue, long.MinValue, int.MaxValue, 65536).Select(number => (JsonNode?)JsonValue.Create(number)),
        OneOf(1.5, 1e300, -0.0).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Junk = Gen.Recursive<JsonNode?>((depth, inner) => depth > 4
        ? Leaves
        : Gen.Frequency<JsonNode?>(
            (3, Leaves),
            (4, Gen.Select(Gen.Int[0, Names.Length - 1], inner).Array[0, 4].Select(fields => (JsonNode?)Map(fields))),
            (2, inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])))));

    /// <summary>Where to change a good object, and into what.</summary>
    private static readonly Gen<(int Place, JsonNode? Value)[]> Changes = Gen.Select(Gen.Int[0, 200], Junk).Array[0, 3];

    [Fact]
    public void No_body_makes_a_create_throw() => Gen.Select(Gen.Int[0, Goods.Length - 1], Changes, OneOf(Enum.GetValues<FieldValidation>())).Sample((good, changes, validation) =>
    {
        var world = new World { Options = new() { FieldManager = "fuzz", FieldValidation = validation } };
        var (key, tree) = Goods[good];
        return Stands(world.Create(key, Bytes(Changed(tree, changes))));
    }, iter: 1000);

    [Fact]
    public void No_body_of_any_kind_makes_a_create_throw() =>
        Gen.Select(Gen.Int[0, KindCatalogue.BuiltIn.Served.Length - 1], Junk, Junk, Junk).Sample((kind, metadata, spec, status) =>
        {
            var served = KindCatalogue.BuiltIn.Served[kind];
            var key = new ResourceKey(served, served.Namespaced ? "default" : "", "web");
            var body = new JsonObject { ["metadata"] = metadata?.DeepClone(), ["spec"] = spec?.DeepClone(), ["status"] = status?.DeepClone() };
            return Stands(new World { Options = new() { FieldManager = "fuzz" } }.Create(key, Bytes(body)));
        }, iter: 1000);

    [Fact]
    public void No_change_of_any_part_makes_a_write_throw() => Gen.Select(
        Gen.Int[0, Goods.Length - 1],
        Gen.Select(OneOf(Enum.GetValues<Subresource>()), Gen.Int[0, 6], Changes, Junk, Gen.Int[0, 400]).Array[1, 4],
        Gen.Bool).Sample((good, writes, managed) =>
    {
        var (key, tree) = Goods[good];
        var world = new World { Options = new() { FieldManager = managed ? "maker" : "" } };
        world.Create(key, Bytes(tree));
        foreach (var (subresource, way, changes, junk, cut) in writes)
        {
            world.Options = new() { FieldManager = "fuzz" };
            var whole = Changed(tree, changes);
            var decision = way switch
            {
                0 => world.Replace(key, Bytes(whole), subresource),
                1 => world.Patch(key, PatchType.Merge, whole.ToJsonString(), subresource),
                2 => world.Patch(key, PatchType.StrategicMerge, whole.ToJsonString(), subresource),
                3 => world.Patch(key, PatchType.Apply, whole.ToJsonString(), subresource),
                4 => world.Patch(key, PatchType.Json, new JsonArray(junk?.DeepClone(), Operation(changes)).ToJsonString(), subresource),
                5 => world.Patch(key, PatchType.StrategicMerge, junk?.ToJsonString() ?? "null", subresource),
                _ => world.Patch(key, PatchType.Merge, Cut(whole.ToJsonString(), cut), subresource),
            };
            if (!Stands(decision))
                return false;
        }
        world.Options = WriteOptions.Default;
        return Stands(world.Evict(key)) && Stands(world.Apply(key, Bytes(tree))) && Stands(world.Bind(key, "node")) && Stands(world.Delete(key, grace: 3));
    }, iter: 1000);

    private static readonly (ResourceKey Key, JsonObject Tree)[] Goods =
    [
        Good(APod("web").Labelled("app", "web").Requesting(cpu: "500m", memory: "64Mi").Tolerating("gpu").Build()),
        Good(APod("web").On("worker-1").InitContainer("first").Finalized("example.com/hold").Build()),
        Good(ADeployment("web").Replicas(2).Build()),
        Good(AReplicaSet("web").Build()),
        Good(ANode("web").Build()),
        Good(ANamespace("web").Build()),
        Good("v1", "ConfigMap", """{"data":{"a":"1"},"binaryData":{"b":"AAAA"}}"""),
        Good("v1", "Service", """{"spec":{"selector":{"app":"web"},"ports":[{"name":"http","port":80,"targetPort":"http"}]}}"""),
        Good("batch/v1", "Job", """{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"busybox"}]}}}}"""),
        Good("batch/v1", "CronJob", """{"spec":{"schedule":"*/5 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"busybox"}]}}}}}}"""),
        Good("apps/v1", "StatefulSet", """{"spec":{"serviceName":"web","selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"main","image":"nginx"}]}}}}"""),
        Good("autoscaling/v1", "HorizontalPodAutoscaler", """{"metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/metrics":"[]"}},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"maxReplicas":5,"targetCPUUtilizationPercentage":80},"status":{"currentReplicas":1,"desiredReplicas":1}}"""),
        Good("autoscaling/v2", "HorizontalPodAutoscaler", """{"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"maxReplicas":5,"metrics":[{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}}]}}"""),
        Good("events.k8s.io/v1", "Event", """{"eventTime":"2026-01-01T12:00:00.000000Z","regarding":{"kind":"Pod","name":"web","namespace":"default"},"note":"x","reason":"R","action":"A","type":"Normal","reportingController":"c","reportingInstance":"i"}"""),
        Good("policy/v1", "PodDisruptionBudget", """{"spec":{"minAvailable":"50%","selector":{"matchLabels":{"app":"web"}}}}"""),
        Good("networking.k8s.io/v1", "Ingress", """{"spec":{"rules":[{"host":"a.example","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}}"""),
        Good("rbac.authorization.k8s.io/v1", "Role", """{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}"""),
        Good("coordination.k8s.io/v1", "Lease", """{"spec":{"holderIdentity":"me","renewTime":"2026-01-01T12:00:00.000000Z","leaseDurationSeconds":10}}"""),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // What upstream answers so is no fault of ours.
    private static bool Stands(WriteDecision decision) => decision is not WriteDecision.Refuse { Refusal: { Reason: RefusalReason.InternalError } refusal }
        || refusal.Message.StartsWith("failed to create typed patch object", StringComparison.Ordinal);

    private static (ResourceKey Key, JsonObject Tree) Good(ApiObject value) => (value.Key, value.ToTree());

    private static (ResourceKey Key, JsonObject Tree) Good(string apiVersion, string kind, string rest)
    {
        var found = KindCatalogue.BuiltIn.Find(apiVersion, kind);
        return (new(found, found.Namespaced ? "default" : "", "web"), Json.Tree(rest));
    }

    private static JsonObject Changed(JsonObject tree, (int Place, JsonNode? Value)[] changes)
    {
        var changed = (JsonObject)tree.DeepClone();
        foreach (var (place, value) in changes)
        {
            var places = Containers(changed).ToList();
            var at = places[place % places.Count];
            if (at is JsonObject fields)
                fields[place % 3 == 0 || fields.Count == 0 ? Names[place % Names.Length] : fields.ElementAt(place % fields.Count).Key] = value?.DeepClone();
            else if (at is JsonArray { Count: > 0 } items && place % 2 == 0)
                items[place % items.Count] = value?.DeepClone();
            else
                ((JsonArray)at).Add(value?.DeepClone());
        }
        return changed;
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node)
    {
        if (node is not (JsonObject or JsonArray))
            return [];
        var below = node is JsonObject fields ? fields.Select(field => field.Value) : node.AsArray();
        return below.SelectMany(Containers).Append(node);
    }

    private static JsonObject Operation((int Place, JsonNode? Value)[] changes) => new()
    {
        ["op"] = "replace", ["path"] = changes.Length % 2 == 0 ? "/spec" : "/metadata/labels", ["value"] = changes.Length > 0 ? changes[0].Value?.DeepClone() : null,
    };

    private static JsonObject Map(IEnumerable<(int Name, JsonNode? Value)> fields)
    {
        var map = new JsonObject();
        foreach (var (name, value) in fields)
            map[Names[name]] = value?.DeepClone();
        return map;
    }

    private static ReadOnlyMemory<byte> Bytes(JsonNode tree) => Encoding.UTF8.GetBytes(tree.ToJsonString());

    private static string Cut(string text, int at) => at < text.Length ? text[..at] + "}" + text[at..] : text;
}
