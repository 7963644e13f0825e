using System.Collections.Frozen;
using System.Xml;
using k8s.Models;

namespace ActorKube.ApiServer.OpenApi;

/// <summary>The documentation of <c>k8s.Models</c>, which is that of the Kubernetes API: what <c>kubectl explain</c> prints.</summary>
internal static class ModelDocumentation
{
    private const string Models = "k8s.Models.";

    /// <summary>
    /// Reads the summaries of these members, such as <c>T:k8s.Models.V1Pod</c>, from the file beside the assembly. Empty if there is no such file: then
    /// <c>explain</c> shows fields without descriptions.
    /// </summary>
    internal static FrozenDictionary<string, string> Read(IReadOnlySet<string> types)
    {
        var file = Path.ChangeExtension(typeof(V1Pod).Assembly.Location, ".xml");
        var found = new Dictionary<string, string>();
        if (!File.Exists(file))
            return found.ToFrozenDictionary();
        using var reader = XmlReader.Create(file, new XmlReaderSettings { IgnoreWhitespace = true, IgnoreComments = true });
        while (reader.ReadToFollowing("member"))
        {
            // P:k8s.Models.V1PodSpec.NodeName or T:k8s.Models.V1PodSpec
            var name = reader.GetAttribute("name");
            if (name is null || !IsWanted(name, types) || !reader.ReadToDescendant("summary"))
                continue;
            using var summary = reader.ReadSubtree();
            summary.Read();
            found[name] = OneLine(summary.ReadElementContentAsString());
        }
        return found.ToFrozenDictionary();
    }

    private static bool IsWanted(string name, IReadOnlySet<string> types) => name[0] switch
    {
        'T' => types.Contains(name[2..]),
        'P' => name.StartsWith("P:" + Models, StringComparison.Ordinal) && types.Contains(name[2..name.LastIndexOf('.')]),
        _ => false,
    };

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
