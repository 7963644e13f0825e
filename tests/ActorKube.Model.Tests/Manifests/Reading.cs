using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;
using Xunit;

namespace ActorKube.Model.Tests.Manifests;

/// <summary>How these stories read manifests.</summary>
internal static class Reading
{
    /// <summary>What the text says, in a file called <c>web.yaml</c>.</summary>
    public static ManifestReading Of(string text) => ManifestReader.Read(text, "web.yaml", KindCatalogue.BuiltIn);

    /// <summary>The one pod of the text, which must be sound.</summary>
    public static JsonObject Pod(string text) => Assert.Single(Sound(text)).Object.ToTree();

    /// <summary>The manifests of the text, which must be sound.</summary>
    public static Manifest[] Sound(string text)
    {
        var reading = Of(text);
        Assert.True(reading.IsSound, string.Join('\n', reading.Faults));
        return [.. reading.Manifests];
    }

    /// <summary>The faults of the text, one a line.</summary>
    public static string[] Faults(string text) => [.. Of(text).Faults.Select(fault => fault.ToString())];

    /// <summary>A field <c>v</c> of a pod's spec as JSON text.</summary>
    public static string Value(string yaml) =>
        TestKit.Json.At(Pod($"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  v: {yaml}\n"), "spec.v")?.ToJsonString() ?? "null";
}
