namespace ActorKube.Pbm.Shells;

/// <summary>The terminal of this process. While a key is awaited, Ctrl-C is a key like any other.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    // Some terminals don't tell their width.
    public int Width => Console.WindowWidth is > 0 and var width ? Math.Max(20, width) : 80;

    public ConsoleKeyInfo? ReadKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    public void Write(string text) => Console.Out.Write(text);
}
