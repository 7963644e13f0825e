using System.Diagnostics.CodeAnalysis;
using ActorKube.Pbm.Hosts;

namespace ActorKube.Pbm.CommandLines;

/// <summary>What the program's own arguments say, before any palette is known.</summary>
/// <param name="Host">The host to connect to.</param>
/// <param name="Words">Palette, command and what belongs to them.</param>
/// <param name="Json">Results as JSON.</param>
/// <param name="NoColor">No colours.</param>
/// <param name="WantsHelp"><c>--help</c> without a command.</param>
/// <param name="WantsVersion"><c>--version</c>.</param>
internal sealed record Invocation(HostAddress Host, IReadOnlyList<string> Words, bool Json, bool NoColor, bool WantsHelp, bool WantsVersion)
{
    /// <summary>True if there is no command to run.</summary>
    public bool IsInteractive => Words.Count == 0 && !WantsHelp;

    public static bool TryRead(string[] args, [NotNullWhen(true)] out Invocation? invocation, [NotNullWhen(false)] out string? fault)
    {
        (invocation, fault) = (null, null);
        var host = HostAddress.Default;
        var (json, noColor, help, version, hasHost) = (false, false, false, false, false);
        var index = 0;
        for (; index < args.Length; index++)
        {
            switch (args[index])
            {
                case ClientOption.Json: json = true; continue;
                case ClientOption.NoColor: noColor = true; continue;
                case ClientOption.Help or ClientOption.ShortHelp: help = true; continue;
                case ClientOption.Version: version = true; continue;
            }
            // No palette's name has a colon, so what has one is meant as an address.
            if (hasHost || !args[index].Contains(':'))
                break;
            if (!HostAddress.TryParse(args[index], out host, out var wrong))
            {
                fault = wrong;
                return false;
            }
            hasHost = true;
        }
        if (index < args.Length && args[index].StartsWith('-'))
        {
            fault = $"unknown option {args[index]}";
            return false;
        }
        // --no-color decides how everything is printed, wherever it stands.
        noColor |= args.Skip(index).Contains(ClientOption.NoColor);
        invocation = new(host, args[index..], json, noColor, help, version);
        return true;
    }
}
