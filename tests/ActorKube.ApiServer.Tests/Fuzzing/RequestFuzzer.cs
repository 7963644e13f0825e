using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Tests.Fuzzing;

/// <summary>Makes requests that are nearly right, from a seed: the right ones with something broken, doubled, cut off or out of place.</summary>
internal sealed class RequestFuzzer(int seed)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "GET", "POST", "PATCH", "HEAD", "OPTIONS"];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/yaml", "application/vnd.kubernetes.protobuf", "application/merge-patch+json",
        "application/json-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml", "text/plain",
    ];

    private static readonly string[] Accepts =
    [
        "application/json", "*/*", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
        "application/vnd.kubernetes.protobuf", ";;=,", "application/json;q=x",
    ];

    private static readonly string[] QueryNames =
    [
        "labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "dryRun",
        "fieldManager", "fieldValidation", "force", "gracePeriodSeconds", "propagationPolicy", "includeObject", "pretty", "orphanDependents",
    ];

    private static readonly string[] Values =
    [
        "", "0", "1", "-1", "99999999999999999999", "true", "x", "a=b", "a in (b,c)", "metadata.name=f0", "!a", ",,", "Exact", "NotOlderThan", "All", "Strict",
        "Background", "\u0000", "ü\ud83d\ude00", "((((", "a=b,c!=d,e", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiYS9iXHUwMDAwIn0", "None", "Object", "fuzz",
    ];

    private static readonly string[] Names = ["f0", "f1", "F", "", ".", "..", "a%2Fb", "a%7Fb", "ü", new('n', 300), "status", "default"];

    private readonly Random _random = new(seed);

    internal HttpRequestMessage Next()
    {
        var kind = KindCatalogue.BuiltIn.Served[_random.Next(KindCatalogue.BuiltIn.Served.Length)];
        var method = new HttpMethod(Pick(Methods));
        var path = new StringBuilder(kind.Group.Length == 0 ? "/api/" : $"/apis/{kind.Group}/").Append(kind.Version);
        if (kind.Namespaced && _random.Next(10) > 0)
            path.Append("/namespaces/").Append(_random.Next(8) == 0 ? Pick(Names) : "default");
        path.Append('/').Append(_random.Next(30) == 0 ? Pick(Names) : kind.Plural);
        if (method.Method is not "POST" && _random.Next(4) > 0)
            path.Append('/').Append(_random.Next(3) == 0 ? Pick(Names) : "f0");
        if (kind.Subresources.Count > 0 && _random.Next(5) == 0)
            path.Append('/').Append(Pick([.. kind.Subresources.Select(part => part.Name).Where(name => name is not ("log" or "exec" or "attach" or "portforward")), "none"]));
        var query = Enumerable.Range(0, _random.Next(4)).Select(_ => $"{Pick(QueryNames)}={Uri.EscapeDataString(Pick(Values))}");
        var request = new HttpRequestMessage(method, $"{path}?{string.Join('&', query)}") { Version = System.Net.HttpVersion.Version20 };
        if (_random.Next(3) == 0)
            request.Headers.TryAddWithoutValidation("Accept", Pick(Accepts));
        if (method.Method is "GET" or "HEAD")
            return request;
        request.Content = new ByteArrayContent(Body(kind));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            method.Method == "PATCH" && _random.Next(6) > 0 ? ContentTypes[4 + _random.Next(4)] : _random.Next(4) == 0 ? Pick(ContentTypes) : "application/json");
        return request;
    }

    private byte[] Body(ResourceKind kind)
    {
        JsonNode body = _random.Next(6) == 0 ? Patch() : new JsonObject
        {
            ["apiVersion"] = _random.Next(20) == 0 ? Pick(Values) : kind.ApiVersion, ["kind"] = _random.Next(20) == 0 ? Pick(Values) : kind.Kind,
            ["metadata"] = Metadata(), ["spec"] = Tree(0), ["data"] = Tree(2), ["status"] = Tree(1),
        };
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        switch (_random.Next(8))
        {
            case 0:
                return bytes[.._random.Next(bytes.Length + 1)];
            case 1:
                for (var times = _random.Next(1, 6); times > 0; times--)
                    bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
                return bytes;
            default:
                return bytes;
        }
    }

    private JsonObject Metadata() => new()
    {
        ["name"] = _random.Next(6) == 0 ? Value() : "f0", ["namespace"] = _random.Next(6) == 0 ? Value() : null, ["labels"] = _random.Next(3) == 0 ? Tree(2) : null,
        ["annotations"] = _random.Next(4) == 0 ? Tree(2) : null, ["ownerReferences"] = _random.Next(6) == 0 ? new JsonArray(Tree(2), Value()) : null,
        ["finalizers"] = _random.Next(8) == 0 ? new JsonArray(Value()) : null, ["resourceVersion"] = _random.Next(6) == 0 ? Value() : null,
        ["managedFields"] = _random.Next(8) == 0 ? new JsonArray(Tree(1)) : null, ["deletionTimestamp"] = _random.Next(10) == 0 ? Value() : null,
        ["generateName"] = _random.Next(8) == 0 ? Value() : null,
    };

    private JsonArray Patch() => new([.. Enumerable.Range(0, _random.Next(4)).Select(_ => (JsonNode)new JsonObject
    {
        ["op"] = Pick("add", "remove", "replace", "move", "copy", "test", "none"), ["path"] = Pick("/metadata/labels/a", "/spec", "/data/x", "", "/a/-", "/~2", "//"),
        ["from"] = Pick("/metadata", "/spec", "/data"), ["value"] = Value(),
    })]);

    private static readonly string[] Fields =
    [
        "containers", "name", "image", "replicas", "selector", "matchLabels", "matchExpressions", "template", "spec", "metadata", "labels", "ports", "containerPort",
        "env", "resources", "limits", "requests", "cpu", "volumes", "tolerations", "affinity", "strategy", "rollingUpdate", "maxSurge", "type", "rules", "subjects",
        "capacity", "storage", "schedule", "jobTemplate", "conditions", "$patch", "$retainKeys", "$setElementOrder/containers", "versions", "schema", "",
    ];

    private JsonObject Tree(int depth)
    {
        var tree = new JsonObject();
        for (var count = _random.Next(4); count > 0; count--)
            tree[Pick(Fields)] = depth > 4 || _random.Next(3) == 0 ? Value() : _random.Next(3) == 0 ? new JsonArray(Tree(depth + 1)) : Tree(depth + 1);
        return tree;
    }

    private JsonNode? Value() => _random.Next(9) switch
    {
        0 => null,
        1 => true,
        2 => _random.Next(-5, 70_000),
        3 => 1e300,
        4 => new JsonArray(),
        5 => new JsonObject(),
        6 => "100m",
        _ => Pick(Values),
    };

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
