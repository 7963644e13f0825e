using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.OpenApi;

/// <summary>Describes the operations of kinds: by the parameters of a PATCH, kubectl knows that the server validates fields.</summary>
internal static class OperationWriter
{
    private static readonly string[] Writes = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] Reads = ["labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "watch", "timeoutSeconds"];
    private static readonly string[] Deletes = ["dryRun", "gracePeriodSeconds", "propagationPolicy"];

    /// <summary>The paths below a group version.</summary>
    /// <param name="root">Such as <c>/apis/apps/v1</c>.</param>
    /// <param name="kinds">Its kinds.</param>
    internal static JsonObject Describe(string root, IEnumerable<ResourceKind> kinds)
    {
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            var collection = kind.Namespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
            Add(paths, collection, kind, kind.Verbs, ("list", "get", Reads), ("create", "post", Writes), ("deletecollection", "delete", [.. Reads, .. Deletes]));
            Add(paths, $"{collection}/{{name}}", kind, kind.Verbs, ("get", "get", ["resourceVersion"]), ("update", "put", Writes), ("patch", "patch", [.. Writes, "force"]), ("delete", "delete", Deletes));
            foreach (var part in kind.Subresources)
            {
                var shown = kind with { Group = part.Group, Version = part.Version, Kind = part.Kind };
                Add(paths, $"{collection}/{{name}}/{part.Name}", shown, part.Verbs, ("get", "get", []), ("create", "post", Writes), ("update", "put", Writes), ("patch", "patch", [.. Writes, "force"]));
            }
        }
        return paths;
    }

    private static void Add(JsonObject paths, string path, ResourceKind kind, IReadOnlyList<string> verbs, params (string Verb, string Method, string[] Query)[] operations)
    {
        var served = operations.Where(operation => verbs.Contains(operation.Verb)).ToList();
        if (served.Count == 0)
            return;
        var item = new JsonObject();
        foreach (var (verb, method, query) in served)
        {
            item[method] = new JsonObject
            {
                ["x-kubernetes-action"] = verb,
                ["x-kubernetes-group-version-kind"] = SchemaWriter.GroupVersionKind(kind),
                ["parameters"] = new JsonArray([.. query.Select(name => Parameter(name, "query", required: false))]),
                ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
            };
        }
        string[] places = [.. kind.Namespaced ? (string[])["namespace"] : [], .. path.Contains("{name}", StringComparison.Ordinal) ? (string[])["name"] : []];
        if (places.Length > 0)
            item["parameters"] = new JsonArray([.. places.Select(name => Parameter(name, "path", required: true))]);
        paths[path] = item;
    }

    private static JsonObject Parameter(string name, string place, bool required) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = name is "limit" or "timeoutSeconds" or "gracePeriodSeconds" ? "integer" : name is "watch" or "force" ? "boolean" : "string" },
    };
}
