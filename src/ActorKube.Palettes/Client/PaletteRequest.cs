using System.Collections.Immutable;
using ActorKube.Palettes.Contract;
using Google.Protobuf;

namespace ActorKube.Palettes.Client;

/// <summary>A command to run: <c>new PaletteRequest("pod", "list").With("--all-namespaces")</c>.</summary>
/// <param name="Palette">The palette.</param>
/// <param name="Command">The command.</param>
/// <param name="Arguments">Positional arguments.</param>
public sealed record PaletteRequest(string Palette, string Command, params ImmutableArray<string> Arguments)
{
    private ImmutableArray<OptionValue> Options { get; init; } = [];

    /// <summary>The same with one more option, by its long name; a flag has no value.</summary>
    public PaletteRequest With(string option, string value = "") => this with { Options = Options.Add(new() { Name = option, Value = value }) };

    /// <summary>The same with the content of a file as an option's value.</summary>
    public PaletteRequest WithFile(string option, string fileName, ReadOnlySpan<byte> content) =>
        this with { Options = Options.Add(new() { Name = option, Value = fileName, Content = ByteString.CopyFrom(content) }) };

    internal ExecuteRequest ToContract() => new() { Palette = Palette, Command = Command, Arguments = { Arguments }, Options = { Options } };
}
