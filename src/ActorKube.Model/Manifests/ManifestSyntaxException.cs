namespace ActorKube.Model.Manifests;

/// <summary>A document can't be read as YAML or JSON. Never leaves this folder: the reader turns it into a fault.</summary>
internal sealed class ManifestSyntaxException(long line, long column, string message) : Exception(message)
{
    /// <summary>Line within the document's text, from 1.</summary>
    public int Line { get; } = (int)line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = (int)column;
}
