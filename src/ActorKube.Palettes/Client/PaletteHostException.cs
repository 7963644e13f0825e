namespace ActorKube.Palettes.Client;

/// <summary>The palette host can't be reached or was lost; the message is one line for an operator.</summary>
public sealed class PaletteHostException(string message, Exception cause) : Exception(message, cause);
