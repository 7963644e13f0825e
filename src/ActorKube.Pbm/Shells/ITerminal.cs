namespace ActorKube.Pbm.Shells;

/// <summary>A terminal: keys come in, text with ANSI sequences goes out.</summary>
internal interface ITerminal
{
    /// <summary>Columns.</summary>
    int Width { get; }

    /// <summary>Waits for a key; null at the end of the input.</summary>
    ConsoleKeyInfo? ReadKey();

    /// <summary>Writes at the cursor.</summary>
    void Write(string text);
}
