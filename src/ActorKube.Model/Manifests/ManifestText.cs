namespace ActorKube.Model.Manifests;

/// <summary>The text of one part of a file, between two lines of <c>---</c>.</summary>
/// <param name="FirstLine">The line of the file, from 1, with which the text begins.</param>
/// <param name="Text">The text without the separators.</param>
/// <param name="Fault">Set if the separator before it is none.</param>
internal readonly record struct ManifestText(int FirstLine, string Text, string? Fault)
{
    private const string Separator = "---";

    /// <summary>
    /// Parts a file as kubectl does, before any YAML is read, so that a document that can't be read doesn't hide the faults of the others.
    /// </summary>
    /// <remarks>Source: YAMLReader in k8s.io/apimachinery/pkg/util/yaml.</remarks>
    public static IEnumerable<ManifestText> Split(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var (start, fault) = (0, (string?)null);
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !lines[i].StartsWith(Separator, StringComparison.Ordinal))
                continue;
            yield return new ManifestText(start + 1, string.Join('\n', lines[start..i]), fault);
            if (i == lines.Length)
                break;
            var rest = lines[i][Separator.Length..].Trim();
            fault = rest.Length == 0 || rest[0] == '#' ? null : $"invalid Yaml document separator: {rest}";
            start = i + 1;
        }
    }
}
