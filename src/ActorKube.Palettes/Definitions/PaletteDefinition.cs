using System.Collections.Immutable;
using ActorKube.Palettes.Contract;

namespace ActorKube.Palettes.Definitions;

/// <summary>A palette: a family of commands.</summary>
internal sealed record PaletteDefinition(string Name, string Summary, ImmutableArray<PaletteCommand> Commands)
{
    public PaletteCommand? Find(string command) => Commands.FirstOrDefault(known => known.Name == command);

    public Palette ToContract() => new() { Name = Name, Summary = Summary, Commands = { Commands.Select(command => command.ToContract()) } };
}
