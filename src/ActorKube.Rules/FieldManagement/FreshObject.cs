using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>
/// What upstream compares a new object with: an empty one, in which the parts that a Go value always has are there already, so that nobody owns them as such.
/// </summary>
internal static class FreshObject
{
    private static readonly string[] AlwaysThere = ["metadata", "spec", "status", "template", "strategy", "updateStrategy", "jobTemplate", "loadBalancer"];

    internal static JsonObject Like(JsonObject created)
    {
        var fresh = new JsonObject();
        foreach (var (name, value) in created)
        {
            if (value is JsonObject part && AlwaysThere.Contains(name))
                fresh[name] = Like(part);
            else if (name == "containers" && value is JsonArray)
                fresh[name] = new JsonArray();
        }
        return fresh;
    }
}
