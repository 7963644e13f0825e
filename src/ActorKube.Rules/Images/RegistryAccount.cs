namespace ActorKube.Rules.Images;

/// <summary>Who asks a registry.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Password">The password.</param>
public sealed record RegistryAccount(string User, string Password)
{
    /// <summary>Reads <c>user:password</c>; null if it is none.</summary>
    public static RegistryAccount? Of(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? new(text[..end], text[(end + 1)..]) : null;

    /// <summary>Without the password, which is nobody's business in a log.</summary>
    public override string ToString() => User;
}
