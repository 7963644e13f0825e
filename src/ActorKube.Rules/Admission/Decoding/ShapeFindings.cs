using System.Collections.Immutable;

namespace ActorKube.Rules.Admission.Decoding;

/// <summary>What a check of types has found so far.</summary>
internal sealed class ShapeFindings
{
    private readonly ImmutableArray<string>.Builder _unknown = ImmutableArray.CreateBuilder<string>();

    /// <summary>The first field of a wrong type; null if there is none.</summary>
    internal string? Fault { get; private set; }

    internal ImmutableArray<string> Unknown => _unknown.ToImmutable();

    internal void AddUnknown(string path) => _unknown.Add($"unknown field \"{path}\"");

    internal void AddFault(string path, string what) => Fault ??= $"{path}: {what}";
}
