namespace ActorKube.Model.Manifests;

/// <summary>One thing that is wrong with a file of manifests.</summary>
/// <param name="Source">The file, or what else the text was read from.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">One line for a person, in kubectl's words where kubectl has them.</param>
/// <param name="Column">The column, from 1; null if the fault is one of the whole object.</param>
public sealed record ManifestFault(string Source, int Line, string Message, int? Column = null)
{
    /// <summary><c>web.yaml:3:5: message</c>.</summary>
    public override string ToString() => Column is { } column ? $"{Source}:{Line}:{column}: {Message}" : $"{Source}:{Line}: {Message}";
}
