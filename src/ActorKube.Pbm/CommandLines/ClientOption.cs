namespace ActorKube.Pbm.CommandLines;

/// <summary>The options that belong to the client, and so to every command.</summary>
internal static class ClientOption
{
    public const string Json = "--json";

    public const string NoColor = "--no-color";

    public const string Help = "--help";

    public const string ShortHelp = "-h";

    public const string Version = "--version";
}
