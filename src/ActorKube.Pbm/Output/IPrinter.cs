namespace ActorKube.Pbm.Output;

/// <summary>Prints what a command says.</summary>
internal interface IPrinter
{
    /// <summary>A table begins.</summary>
    void Table(IReadOnlyList<string> columns);

    /// <summary>A row of the table that began last.</summary>
    void Row(IReadOnlyList<string> cells);

    /// <summary>A line outside tables.</summary>
    void Line(string line);

    /// <summary>The command has ended, or the host was lost: print what is still held back.</summary>
    void End();
}
